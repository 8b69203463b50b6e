/**
 * How long a loop runs, in milliseconds. Its schedule calls it every 60 s, and may call late: a loop outlasts its period,
 * so that the next one has begun before it ends and no signal is missed in between. Two at a time do no harm.
 */
const loopMs = 65_000;

/** Time left of an invocation for its last tick, in milliseconds. */
const reserveMs = 10_000;

/** Length of a loop in an invocation that has so much time left. */
export function loopDurationMs(remainingMs: number): number {
  return Math.max(0, Math.min(loopMs, remainingMs - reserveMs));
}
