import { type ProblemCode, type ProblemExtras, problemMediaType, problemOf } from '@redoubt/contracts';
import type { HttpAnswer } from './http-answer.ts';

/** Seconds a client waits: a lost region is replaced within minutes, a lease ends and a payment is booked within one second. */
const retryAfterSeconds = '1';

/**
 * Problem details as an answer: media type, `Retry-After` where the same request may succeed soon, and
 * the way in (RFC 6750, section 3) where nobody is known.
 *
 * @param headers go out besides these and win over them
 */
export function problemAnswer(
  code: ProblemCode,
  extras: ProblemExtras,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  const problem = problemOf(code, extras);
  const retryAfter = problem.retryable ? { 'Retry-After': retryAfterSeconds } : {};
  const challenge = problem.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="redoubt"' } : {};
  return {
    status: problem.status,
    text: JSON.stringify(problem),
    headers: { 'Content-Type': problemMediaType, ...retryAfter, ...challenge, ...headers },
  };
}
