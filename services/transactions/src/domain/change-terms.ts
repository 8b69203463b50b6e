import {
  type ChangeTerms,
  type ChangeTermsRequest,
  commandIdOf,
  fingerprintOf,
  type JournalRecord,
  type MerchantTerms,
  problemOf,
  type TermsOutcome,
} from '@redoubt/contracts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
export const termsRoute = 'POST /transactions/v1/merchants/{id}/terms';

/** A request to change a merchant's terms. */
export interface TermsRequest {
  readonly merchantId: string;
  readonly body: ChangeTermsRequest;
  /** The operator who decides. */
  readonly by: string;
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly receivedAt: Date;
}

/** The command of a request: the same request with the same key always gives the same id, in either region. */
export function changeTermsOf({ merchantId, body, by, ...request }: TermsRequest): ChangeTerms {
  const { version, reason, ...terms } = body;
  return {
    type: 'ChangeTerms',
    commandId: commandIdOf({ merchantId, route: termsRoute, idempotencyKey: request.idempotencyKey }),
    merchantId,
    terms,
    expectedVersion: version,
    by,
    why: reason,
    fingerprint: fingerprintOf({ merchantId, body, by }),
    acceptedAt: request.receivedAt.toISOString(),
    correlationId: request.correlationId,
  };
}

/** The answer to an outcome, repeated for each replay. */
export function termsResponseOf(
  { merchantId, terms, correlationId }: ChangeTerms,
  outcome: TermsOutcome,
): JournalRecord['response'] {
  const { version } = outcome;
  if (outcome.outcome === 'terms_changed') {
    const view: MerchantTerms = { merchant_id: merchantId, version, ...terms };
    return { status: 200, body: JSON.stringify(view) };
  }
  const detail = `the terms are at version ${version}; read them again and decide again, with a new Idempotency-Key`;
  const problem = problemOf(outcome.code, { detail, traceId: correlationId });
  return { status: problem.status, body: JSON.stringify(problem) };
}
