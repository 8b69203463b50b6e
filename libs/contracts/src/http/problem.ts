import { z } from 'zod';

/** Every problem a client can meet, with its status and title; `code` never changes its meaning. */
export const problems = {
  malformed_request: { status: 400, title: 'The request is not valid' },
  idempotency_key_missing: { status: 400, title: 'The Idempotency-Key header is missing or not valid' },
  access_key_invalid: { status: 401, title: 'The request needs an access key that is good' },
  access_denied: { status: 403, title: 'The caller may not do this' },
  merchant_closed: { status: 403, title: 'The merchant is closed' },
  merchant_mismatch: { status: 403, title: 'The access key belongs to another merchant' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This resource does not know that method' },
  operation_not_allowed: { status: 409, title: 'The state of the payment does not allow this' },
  merchant_exists: { status: 409, title: 'There is a merchant of this id already' },
  channel_not_confirmed: { status: 409, title: 'The address of the channel is not confirmed' },
  key_already_shown: { status: 409, title: 'The key was made before, and is shown once' },
  key_not_active: { status: 409, title: 'The key has expired or was revoked' },
  payment_expired: { status: 409, title: 'The authorization or the review has expired' },
  payment_not_booked_yet: { status: 409, title: 'The payment is accepted and not booked yet' },
  version_mismatch: { status: 412, title: 'It has changed since you saw it' },
  conflict: { status: 409, title: 'A request with this key is still running' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be JSON' },
  amount_over_limit: { status: 422, title: 'The amount is over the limit' },
  validation_token_invalid: { status: 400, title: 'The validation token is not one of ours' },
  validation_token_expired: { status: 422, title: 'The validation token has expired' },
  validation_token_mismatch: { status: 422, title: 'The validation token is for another payment' },
  payment_declined: { status: 422, title: 'The terms of the merchant refuse the payment' },
  payment_refused: { status: 422, title: 'The payment is not one that we take' },
  amount_over_authorized: { status: 422, title: 'The amount is more than is held' },
  amount_over_captured: { status: 422, title: 'The amount is more than can be given back' },
  merchant_balance_too_low: { status: 422, title: 'The balance of the merchant does not carry this refund' },
  idempotency_key_reused: { status: 422, title: 'The key was used for another request' },
  too_many_endpoints: { status: 422, title: 'The merchant has as many endpoints as it may have' },
  too_many_channels: { status: 422, title: 'The merchant has as many channels as it may have' },
  too_many_codes: { status: 422, title: 'As many codes were sent today as may be' },
  code_refused: { status: 422, title: 'The code is wrong, or not good any more' },
  too_many_secrets: { status: 422, title: 'The endpoint has had as many secrets as it may have' },
  too_many_keys: { status: 422, title: 'The merchant has as many keys as it may have' },
  too_many_exports: { status: 422, title: 'The merchant has as many exports under way as it may have' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something failed on our side' },
  region_not_active: { status: 503, title: 'This region does not take payments now' },
  journal_unreachable: { status: 503, title: 'The payment could not be recorded safely' },
  store_unreachable: { status: 503, title: 'This could not be read or recorded now' },
  writer_unreachable: { status: 503, title: 'The ledger can not be reached now' },
} as const;
export type ProblemCode = keyof typeof problems;

/** Whether a problem passes by itself: the same request with the same key may succeed in a moment. */
export function isPassing(code: string): boolean {
  return code === 'conflict' || code === 'payment_not_booked_yet';
}

/** RFC 9457 problem details, with our extension members. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  trace_id: z.string().optional(),
  retryable: z.boolean(),
});
export type Problem = z.infer<typeof Problem>;

export interface ProblemExtras {
  /** The value got, what is allowed, what to do. */
  readonly detail?: string | undefined;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[] | undefined;
  readonly traceId?: string | undefined;
}

/** Makes problem details. `conflict`, `payment_not_booked_yet`, 429 and 503 are retryable with the same Idempotency-Key; others are not. */
export function problemOf(code: ProblemCode, { detail, errors, traceId }: ProblemExtras = {}): Problem {
  const { status, title } = problems[code];
  return {
    type: `https://redoubt.example/problems/${code}`,
    title,
    status,
    ...(detail === undefined ? {} : { detail }),
    code,
    ...(errors === undefined ? {} : { errors: [...errors] }),
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    retryable: isPassing(code) || status === 429 || status === 503,
  };
}

/** Media type of every error answer. */
export const problemMediaType = 'application/problem+json';
