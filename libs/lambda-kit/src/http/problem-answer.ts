import { type ProblemCode, type ProblemExtras, problemMediaType, problemOf } from '@redoubt/contracts';
import type { HttpAnswer } from './http-answer.ts';

/** Seconds a client waits after 429 and 503: a lost region is replaced within minutes, a lease ends within one second. */
const retryAfterSeconds = '1';

/**
 * Problem details as an answer: media type, and `Retry-After` with 429 and 503.
 *
 * @param headers go out besides these and win over them
 */
export function problemAnswer(
  code: ProblemCode,
  extras: ProblemExtras,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const problem = problemOf(code, extras);
  const retryAfter = problem.status === 429 || problem.status === 503 ? { 'Retry-After': retryAfterSeconds } : {};
  return {
    status: problem.status,
    text: JSON.stringify(problem),
    headers: { 'Content-Type': problemMediaType, ...retryAfter, ...headers },
  };
}
