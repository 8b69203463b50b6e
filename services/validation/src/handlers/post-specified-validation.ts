import { randomUUID } from 'node:crypto';
import { currencyExponents, paymentRequestOf, SpecifiedPaymentRequest, validationIdOf } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, RegionLease } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { refusalOf } from '../refusal.ts';
import { reportSetbacks } from '../report-setbacks.ts';
import { type ValidationDesk, validatePayment } from '../validate-payment.ts';

export interface SpecifiedValidationPorts extends Omit<ValidationDesk, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/**
 * The function of `POST /validation/payment/validate`: the specifications' fields, our decision.
 *
 * Their clients send no idempotency key, so that every request is a validation of its own; and they take 200 for yes, so
 * that a rejected payment is an error here.
 */
export function postSpecifiedValidation({ lease, ...desk }: SpecifiedValidationPorts): HttpFunction {
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
        { ...desk, lease: scope.lease },
      );
      if (validation.kind === 'refused') throw refusalOf(validation.decision);
      if (validation.kind === 'key_reused') throw new Error('a random validation id stands for another payment');
      const { view } = validation;
      reportSetbacks(validation, view.id, scope);
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
  ...fromEnvironment.rules(),
  decisions: fromEnvironment.decisions(),
  tokenKey: fromEnvironment.tokenKey(),
  lease: RegionLease.ofEnvironment(process.env),
});
