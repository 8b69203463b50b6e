import {
  type CreatePaymentRequest,
  commandIdOf,
  paymentFingerprintOf,
  signValidationToken,
  type ValidationClaims,
  type ValidationView,
  validationIdOf,
  validationTokenSeconds,
} from '@redoubt/contracts';
import { FaultError, type MerchantRegister } from '@redoubt/lambda-kit';
import { type AssessedPayment, type AssessPaymentDependencies, assessPayment } from './assess-payment.ts';
import { codesOf, type Decision } from './domain/decide.ts';
import { isOpenFor } from './is-open-for.ts';
import type { DecisionEntry, DecisionStore } from './record-decision.ts';
import type { Degradation } from './report-degradation.ts';

export interface ValidatePaymentDependencies extends AssessPaymentDependencies {
  readonly decisions: DecisionStore;
  readonly merchants: MerchantRegister;
  /** Key that tokens are signed with. */
  readonly tokenKey: () => Promise<Uint8Array>;
  readonly lease: { readonly region: string; readonly epoch: number };
}

export interface ValidationSubmission extends AssessedPayment {
  /** Whether a payment that is rejected is an outcome to keep, or an error that leaves nothing behind. */
  readonly rejected: 'is-kept' | 'is-refused';
}

export type Validation =
  | (Degradation & { readonly kind: 'validated'; readonly isReplay: boolean; readonly view: ValidationView })
  | { readonly kind: 'refused'; readonly decision: Decision }
  /** The merchant gets no new payments. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'key_reused' };

/**
 * Decides on a payment before it is made, and vouches for the decision with a token.
 *
 * A validation counts as the payment that it announces: booking by the token does not ask here again. The token is made
 * from what is stored and is itself stored nowhere, so that a repeat gets the same bytes. The guard of a repeat holds within
 * a region; in the other one, before the copy has arrived, it gives a second decision and no second payment, because one
 * validation id is one payment. Nor is a repeat ever its own duplicate, whichever copies have arrived.
 *
 * The ledger refuses what is above the merchant's ceiling, so that nothing is vouched for without the merchant's terms.
 *
 * @throws FaultError `store_unreachable`: nothing is vouched for that is not stored, whose terms gave no answer, or of whose
 * merchant nobody knows whether it is open
 */
export async function validatePayment(
  submission: ValidationSubmission,
  dependencies: ValidatePaymentDependencies,
): Promise<Validation> {
  const { request, requestId: id, receivedAt } = submission;
  const key = await dependencies.tokenKey();
  const [assessment, isOpen] = await Promise.all([
    assessPayment(submission, dependencies),
    isOpenFor(request, dependencies.merchants),
  ]);
  if (!isOpen) return { kind: 'closed' };
  const { decision, facts } = assessment;
  if (decision.outcome === 'reject' && submission.rejected === 'is-refused') return { kind: 'refused', decision };
  if (decision.outcome !== 'reject' && facts.terms === 'unknown') {
    throw new FaultError('store_unreachable', "the merchant's terms gave no answer", {
      cause: assessment.historyFault,
    });
  }

  const fingerprint = paymentFingerprintOf(request);
  const { region, epoch } = dependencies.lease;
  const decidedAt = receivedAt.toISOString();
  const entry = { id, merchantId: request.merchant_id, fingerprint, decidedAt, decision, facts, epoch, region };
  const { isNew, stored } = await dependencies.decisions.add(entry);
  if (stored.fingerprint !== fingerprint) return { kind: 'key_reused' };
  const view = viewOf(stored, key);
  // A rejected payment is not made, and a repeat was counted before.
  const isCounted = isNew && decision.outcome !== 'reject';
  const recordFaults = isCounted ? await faultsOf(dependencies.counters.add(assessment.sightings, receivedAt)) : [];
  return { kind: 'validated', isReplay: !isNew, view, historyFault: assessment.historyFault, recordFaults };
}

function faultsOf(counting: Promise<void>): Promise<readonly unknown[]> {
  return counting.then(
    () => [],
    (fault: unknown) => [fault],
  );
}

/** The answer to the merchant, the same at every repeat. */
function viewOf({ id, merchantId, fingerprint, decidedAt, decision }: DecisionEntry, key: Uint8Array): ValidationView {
  const { outcome, reasons, rulesetVersion } = decision;
  const view = { id, outcome, reasons: [...reasons], ruleset_version: rulesetVersion, created_at: decidedAt };
  if (outcome === 'reject') return view;
  const expiresAtSeconds = Math.floor(Date.parse(decidedAt) / 1000) + validationTokenSeconds;
  const subject = { validationId: id, merchantId, fingerprint, rulesetVersion, expiresAtSeconds };
  const claims: ValidationClaims =
    outcome === 'review' ? { ...subject, outcome, reasons: [...codesOf(decision)] } : { ...subject, outcome };
  return {
    ...view,
    validation_token: signValidationToken(claims, key),
    expires_at: new Date(expiresAtSeconds * 1000).toISOString(),
  };
}

/** Requests of one merchant under one key are one validation; the routes' names never change. */
export function keyedValidationId(
  route: 'POST /validation/v1/validations' | 'POST /payment/validate',
  { merchant_id: merchantId }: CreatePaymentRequest,
  idempotencyKey: string,
): string {
  return validationIdOf(commandIdOf({ merchantId, route, idempotencyKey }));
}
