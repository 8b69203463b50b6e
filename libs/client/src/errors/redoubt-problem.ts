import type { components } from '../generated/merchant-api.ts';

type Problem = components['schemas']['Problem'];

/**
 * A refusal by the API, as its problem details (RFC 9457) say it.
 *
 * When `retryable`, the client has given up for now: the same call with the same idempotency key may succeed later.
 */
export class RedoubtProblem extends Error {
  override readonly name = 'RedoubtProblem';
  /** E.g. `amount_over_limit`; never changes its meaning. `unknown` when the answer is not one of the API. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  readonly detail: string | undefined;
  /** Members of the request that are not valid. */
  readonly errors: NonNullable<Problem['errors']>;
  /** For questions to support. */
  readonly traceId: string | undefined;
  readonly retryable: boolean;
  /** Key that the call was sent with; undefined for calls that take none. */
  readonly idempotencyKey: string | undefined;

  constructor(problem: Omit<Problem, 'type'>, idempotencyKey: string | undefined) {
    super(`${problem.status} ${problem.code}: ${problem.detail ?? problem.title}`);
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.traceId = problem.trace_id;
    this.retryable = problem.retryable;
    this.idempotencyKey = idempotencyKey;
  }
}
