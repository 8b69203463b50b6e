import { join } from 'node:path';

/** Folder of the repository. */
export const workspaceRoot = join(import.meta.dirname, '..', '..', '..');

/** How a command is written so that it works in a shell in the repository. */
export function commandLine(args: string): string {
  return `npm run redoubt -- ${args}`;
}
