import { CreateValidationRequest } from '@redoubt/contracts';
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

export interface PostValidationDependencies extends Omit<ValidatePaymentDependencies, 'lease'> {
  readonly keys: Doorkeeper;
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /validation/v1/validations`. */
export function postValidation({ keys, lease, ...dependencies }: PostValidationDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'payments:write' },
    keys,
    body: CreateValidationRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body: request, idempotencyKey, principal, ...submission }, scope) {
      assertOwn(principal, request.merchant_id);
      const requestId = keyedValidationId('POST /validation/v1/validations', request, idempotencyKey);
      const validation = await validatePayment(
        { ...submission, request, requestId, rejected: 'is-kept' },
        { ...dependencies, lease: scope.lease },
      );
      switch (validation.kind) {
        case 'validated': {
          const { view, isReplay } = validation;
          reportDegradation(validation, view.id, scope);
          return jsonAnswer(201, view, replayedHeader(isReplay));
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

export const handler = postValidation({
  ...wireRules(),
  merchants: wireMerchants(),
  decisions: wireDecisions(),
  tokenKey: wireTokenKey(),
  keys: wireKeys(),
  lease: wireLease(),
});
