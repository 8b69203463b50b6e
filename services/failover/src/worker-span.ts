import type { Span } from './domain/takeover.ts';

/** How long an execution that was heard of is taken to be alive, in milliseconds. */
export const workerMsMax = 60_000;

/** Now, and until when an execution that began now is taken to be alive. */
export function spanFrom(nowMs: number): Span {
  return { now: new Date(nowMs).toISOString(), until: new Date(nowMs + workerMsMax).toISOString() };
}
