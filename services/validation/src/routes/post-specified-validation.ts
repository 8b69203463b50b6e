import { randomUUID } from 'node:crypto';
import { currencyExponents, paymentRequestOf, SpecifiedPaymentRequest, validationIdOf } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, type RegionLease } from '@redoubt/lambda-kit';
import { refusalOf } from '../refusal.ts';
import { reportDegradation } from '../report-degradation.ts';
import { type ValidatePaymentDependencies, validatePayment } from '../validate-payment.ts';
import { wireDecisions, wireLease, wireRules, wireTokenKey } from '../wiring.ts';

export interface PostSpecifiedValidationDependencies extends Omit<ValidatePaymentDependencies, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /payment/validate`: the specifications' fields, our decision.
 *
 * Their clients send no idempotency key, so every request is a validation of its own; they read 200 as yes, so a rejected
 * payment is an error here.
 */
export function postSpecifiedValidation({ lease, ...dependencies }: PostSpecifiedValidationDependencies): HttpFunction {
  return httpHandler({
    body: SpecifiedPaymentRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    async handle({ body, ...submission }, scope) {
      const request = paymentRequestOf(body);
      if (request === undefined) throw amountRefusal(body.currency);
      const validation = await validatePayment(
        { ...submission, request, validationId: validationIdOf(randomUUID()), rejected: 'is-refused' },
        { ...dependencies, lease: scope.lease },
      );
      if (validation.kind === 'refused') throw refusalOf(validation.decision);
      if (validation.kind === 'key_reused') throw new Error('a random validation id stands for another payment');
      const { view } = validation;
      reportDegradation(validation, view.id, scope);
      return jsonAnswer(200, { message: 'Payment validation successful', transaction_id: view.id, ...view });
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
  decisions: wireDecisions(),
  tokenKey: wireTokenKey(),
  lease: wireLease(),
});
