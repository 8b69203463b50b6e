import { setTimeout } from 'node:timers/promises';

/** Longest wait for anything in a test, in milliseconds. */
const waitMsMax = 5_000;

/**
 * Returns once the condition holds.
 *
 * @throws Error that names the condition when it does not hold in time
 */
export async function until(condition: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + waitMsMax;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${waitMsMax} ms: ${condition}`);
    await setTimeout(10);
  }
}
