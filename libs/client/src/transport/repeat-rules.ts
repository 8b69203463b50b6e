import { NoAnswer } from '../errors/no-answer.ts';
import type { Call } from './call.ts';
import type { Failure } from './outcome.ts';

interface Conclusion {
  /** Of the last try. */
  readonly failure: Failure;
  /** Whether any try had no answer. */
  readonly isUnknown: boolean;
  readonly tries: number;
}

/** Whether sending it once more does nothing twice. 429 comes before anything is done. */
export function mayRepeat({ method, idempotencyKey }: Call, failure: Failure): boolean {
  if (failure.kind === 'refused' && failure.problem.status === 429) return true;
  if (method !== 'GET' && idempotencyKey === undefined) return false;
  return failure.kind === 'unanswered' || failure.problem.retryable;
}

/** The error of a call. A refusal that comes before the idempotency key is looked at says nothing about an earlier try without answer. */
export function errorOf({ method, idempotencyKey }: Call, { failure, isUnknown, tries }: Conclusion): Error {
  if (failure.kind === 'unanswered') return new NoAnswer({ tries, idempotencyKey, cause: failure.cause });
  const { problem } = failure;
  const isAtTheDoor = problem.retryable || problem.status === 401 || problem.status === 403;
  if (method !== 'GET' && isUnknown && isAtTheDoor) return new NoAnswer({ tries, idempotencyKey, cause: problem });
  return problem;
}
