import { join } from 'node:path';

/** Folder of the repository. */
export const workspaceRoot = join(import.meta.dirname, '..', '..', '..');

/** A command line that works in the repository. */
export function commandLine(args: string): string {
  return `npm run redoubt -- ${args}`;
}
