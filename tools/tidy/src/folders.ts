import { dirname } from 'node:path';

export const filesMax = 20;

/** Folders that hold more files than a reader takes in at a glance, and why that is right. */
export const largeFolders: ReadonlyMap<string, string> = new Map([]);

/** Folders with more source files than fit, deeper folders not counted: `name: count`. */
export function overfull(files: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([folder, count]) => count > filesMax && !largeFolders.has(folder))
    .map(([folder, count]) => `${folder}: ${count}`);
}
