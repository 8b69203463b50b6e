import { randomUUID } from 'node:crypto';
import { currencyExponents, paymentRequestOf, SpecifiedPaymentRequest, validationIdOf } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
  replayedHeader,
} from '@redoubt/lambda-kit';
import { closedRefusal, refusalOf } from '../refusal.ts';
import { reportDegradation } from '../report-degradation.ts';
import { keyedValidationId, type ValidatePaymentDependencies, validatePayment } from '../validate-payment.ts';
import { wireDecisions, wireKeys, wireLease, wireMerchants, wireRules, wireTokenKey } from '../wiring.ts';

export interface PostSpecifiedValidationDependencies extends Omit<ValidatePaymentDependencies, 'lease'> {
  readonly keys: Doorkeeper;
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /payment/validate`: the specifications' fields, our decision.
 *
 * Their clients send no idempotency key: without one every request is a validation of its own, and a repeat looks like a
 * second payment. They read 200 as yes, so a rejected payment is an error here.
 */
export function postSpecifiedValidation({
  keys,
  lease,
  ...dependencies
}: PostSpecifiedValidationDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:write' },
    keys,
    body: SpecifiedPaymentRequest,
    idempotencyKey: 'optional',
    admits: 'active-region',
    lease,
    async handle({ body, idempotencyKey, principal, ...submission }, scope) {
      const { merchant_id = principal.merchantId } = body;
      assertOwn(principal, merchant_id);
      const request = paymentRequestOf({ ...body, merchant_id });
      if (request === undefined) throw amountRefusal(body.currency);
      const requestId =
        idempotencyKey === undefined
          ? validationIdOf(randomUUID())
          : keyedValidationId('POST /payment/validate', request, idempotencyKey);
      const validation = await validatePayment(
        { ...submission, request, requestId, rejected: 'is-refused' },
        { ...dependencies, lease: scope.lease },
      );
      switch (validation.kind) {
        case 'validated': {
          const { view, isReplay } = validation;
          reportDegradation(validation, view.id, scope);
          const answer = { message: 'Payment validation successful', transaction_id: view.id, ...view };
          return jsonAnswer(200, answer, replayedHeader(isReplay));
        }
        case 'closed':
          throw closedRefusal();
        case 'refused':
          throw refusalOf(validation.decision);
        case 'key_reused':
          throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another payment');
      }
    },
  });
}

function amountRefusal(currency: string): ProblemError {
  const decimals = currencyExponents.get(currency) ?? 0;
  return new ProblemError('malformed_request', 'the amount is not one of its currency', [
    { pointer: '/amount', code: 'wrong_format', detail: `must be positive, with at most ${decimals} decimals` },
  ]);
}

export const handler = postSpecifiedValidation({
  ...wireRules(),
  merchants: wireMerchants(),
  decisions: wireDecisions(),
  tokenKey: wireTokenKey(),
  keys: wireKeys(),
  lease: wireLease(),
});
