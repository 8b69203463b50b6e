import type { Clock } from '@redoubt/lambda-kit';

/**
 * Waits until nobody acts on what was read before the epoch began.
 *
 * The wait is a whole lease by this process's own steady pace, never the rest of one by a clock: clocks may jump, and an
 * execution that resumes knows no time that it can trust.
 */
export async function waitLease({
  clock,
  leaseMs,
}: {
  readonly clock: Clock;
  readonly leaseMs: number;
}): Promise<string> {
  const beganMs = clock.steadyMs();
  while (clock.steadyMs() - beganMs < leaseMs) await clock.sleep(leaseMs - (clock.steadyMs() - beganMs));
  return `leases of the epoch before have ended`;
}
