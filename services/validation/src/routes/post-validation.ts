import { CreateValidationRequest, commandIdOf, validationIdOf } from '@redoubt/contracts';
import {
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
  replayedHeader,
} from '@redoubt/lambda-kit';
import { refusalOf } from '../refusal.ts';
import { reportDegradation } from '../report-degradation.ts';
import { type ValidatePaymentDependencies, validatePayment, validationScopeOf } from '../validate-payment.ts';
import { wireDecisions, wireLease, wireRules, wireTokenKey } from '../wiring.ts';

export interface PostValidationDependencies extends Omit<ValidatePaymentDependencies, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /validation/v1/validations`. */
export function postValidation({ lease, ...dependencies }: PostValidationDependencies): HttpFunction {
  return httpHandler({
    body: CreateValidationRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body: request, idempotencyKey, ...submission }, scope) {
      const validationId = validationIdOf(commandIdOf(validationScopeOf(request, idempotencyKey)));
      const validation = await validatePayment(
        { ...submission, request, validationId, rejected: 'is-kept' },
        { ...dependencies, lease: scope.lease },
      );
      switch (validation.kind) {
        case 'validated': {
          const { view, isReplay } = validation;
          reportDegradation(validation, view.id, scope);
          return jsonAnswer(201, view, replayedHeader(isReplay));
        }
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
  decisions: wireDecisions(),
  tokenKey: wireTokenKey(),
  lease: wireLease(),
});
