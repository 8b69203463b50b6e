import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where `redoubt up` keeps the demo merchant's access key: in the data directory of the cloud that it is good in. */
export function demoKeyFile(dataDir: string): string {
  return join(dataDir, 'demo-key');
}

/** The key; undefined before it is made, and in a cloud without a demo merchant. */
export async function readDemoKey(dataDir: string): Promise<string | undefined> {
  try {
    return (await readFile(demoKeyFile(dataDir), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
