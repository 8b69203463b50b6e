import type { Span } from '../domain/takeover.ts';

/** Now, and until when an execution that is heard of now is taken to be alive. */
export function spanFrom(nowMs: number, workerMs: number): Span {
  return { now: new Date(nowMs).toISOString(), until: new Date(nowMs + workerMs).toISOString() };
}
