import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAssembly, type Stack } from './read-assembly.ts';

/** The workspace that this tool belongs to. */
export const workspace = fileURLToPath(new URL('../../../../../', import.meta.url));

/**
 * Folders of the workspace's apps in the order they are deployed: platform first, because all read its parameters;
 * failover last, because it looks for what the others publish.
 */
export async function appFolders(): Promise<readonly string[]> {
  const services = (await readdir(join(workspace, 'services'))).sort();
  const ordered = [
    ...services.filter((name) => name !== 'failover'),
    ...services.filter((name) => name === 'failover'),
  ];
  return [join(workspace, 'platform'), ...ordered.map((name) => join(workspace, 'services', name))];
}

/**
 * Reads the stacks of apps, app after app.
 *
 * @param folders absolute folders, each with a `cdk.out`
 */
export async function readApps(folders: readonly string[]): Promise<readonly Stack[]> {
  return (await Promise.all(folders.map((folder) => readAssembly(folder, nameOf(folder))))).flat();
}

/** How messages call an app: its path in the workspace, or the last two parts of another folder. */
function nameOf(folder: string): string {
  const inside = relative(workspace, folder);
  return inside.startsWith('..') ? join(basename(dirname(folder)), basename(folder)) : inside;
}
