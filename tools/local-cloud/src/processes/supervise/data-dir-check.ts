import { constants, readFileSync } from 'node:fs';
import { access, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalCloudError } from '../../protocol/local-cloud-error.ts';

/** File that marks a folder as ours, with the process id of the control process that uses it. */
export const markerFile = 'local-cloud.json';

/** Lets only an empty folder, or one that a local cloud made, be used: it is emptied at the start. */
export async function checkDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
  } catch (cause) {
    throw new LocalCloudError(
      {
        code: 'data_dir_unusable',
        what: `the data directory ${dataDir} can't be written`,
        why: cause instanceof Error ? cause.message : String(cause),
        fix: 'give another one with --data-dir',
      },
      { cause },
    );
  }
  const files = await readdir(dataDir);
  if (files.length === 0) return;
  const marker = await readFile(join(dataDir, markerFile), 'utf8').catch(() => undefined);
  if (marker === undefined) {
    throw new LocalCloudError({
      code: 'data_dir_unusable',
      what: `the data directory ${dataDir} holds files that no local cloud wrote, e.g. ${files[0]}`,
      why: 'it would be emptied at the start',
      fix: 'give an empty one with --data-dir',
    });
  }
  const { pid } = JSON.parse(marker) as { readonly pid: number };
  if (!isRunning(pid)) return;
  throw new LocalCloudError({
    code: 'data_dir_in_use',
    what: `a local cloud already runs on ${dataDir} (process ${pid})`,
    why: 'two can not share their databases',
    fix: 'npm run redoubt down, or start with another --data-dir and --port-base',
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // A process of another user is there too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process has ended and only its entry is left, because its parent has not asked for its exit code. */
function isZombie(pid: number): boolean {
  try {
    // The name stands in parentheses and may hold any character; the state is the word after it.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false; // no /proc (macOS): whatever takes a signal counts as running
  }
}
