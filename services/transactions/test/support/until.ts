import { setTimeout } from 'node:timers/promises';

/** Returns once the condition holds. The runner ends a test that waits for ever. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(10);
}
