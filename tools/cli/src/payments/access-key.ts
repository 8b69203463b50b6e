import { readDemoKey } from '@redoubt/console';
import type { LocalCloud } from '@redoubt/local-cloud';
import { CliError } from '../cli-error.ts';
import { commandLine } from '../workspace.ts';

/** Variable that holds the key of another merchant than the demo merchant. */
export const keyVariable = 'REDOUBT_KEY';

/** Key that requests of a command show: the one of the environment, or the demo merchant's. @throws CliError `usage` without either */
export async function accessKeyFor({ dataDir }: Pick<LocalCloud, 'dataDir'>): Promise<string> {
  const key = process.env[keyVariable] ?? (await readDemoKey(dataDir));
  if (key !== undefined) return key;
  throw new CliError({
    code: 'usage',
    what: `${keyVariable} is not set, and this cloud has no demo merchant`,
    why: 'the API answers merchants who show an access key; only `redoubt up` makes one by itself',
    fix: commandLine('up'),
  });
}
