import type { ChildProcess } from 'node:child_process';

/**
 * Asks a child process to end, and kills it when it has not in time.
 *
 * @param given.waitMsMax in milliseconds
 * @returns whether it ended by itself, now or before; one that never started counts
 */
export async function endChild(
  child: ChildProcess,
  { ask, waitMsMax }: { readonly ask: () => void; readonly waitMsMax: number },
): Promise<boolean> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return true;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let isKilled = false;
  const timer = setTimeout(() => {
    isKilled = child.kill('SIGKILL');
  }, waitMsMax);
  ask();
  await ended;
  clearTimeout(timer);
  return !isKilled;
}
