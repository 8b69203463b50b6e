import { CreateValidationRequest, commandIdOf, headers, validationIdOf } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, RegionLease } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { refusalOf } from '../refusal.ts';
import { reportSetbacks } from '../report-setbacks.ts';
import { type ValidationDesk, validatePayment, validationScopeOf } from '../validate-payment.ts';

/** What the routes that validate need besides the lease under which each request is admitted. */
export interface ValidationPorts extends Omit<ValidationDesk, 'lease'> {
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /validation/v1/validations`. */
export function postValidation({ lease, ...desk }: ValidationPorts): HttpFunction {
  return httpHandler({
    body: CreateValidationRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body: request, idempotencyKey, ...submission }, scope) {
      const validationId = validationIdOf(commandIdOf(validationScopeOf(request, idempotencyKey)));
      const validation = await validatePayment(
        { ...submission, request, validationId, rejected: 'is-kept' },
        { ...desk, lease: scope.lease },
      );
      switch (validation.kind) {
        case 'validated': {
          const { view, isReplay } = validation;
          reportSetbacks(validation, view.id, scope);
          return jsonAnswer(201, view, isReplay ? { [headers.idempotencyReplayed]: 'true' } : {});
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
  ...fromEnvironment.rules(),
  decisions: fromEnvironment.decisions(),
  tokenKey: fromEnvironment.tokenKey(),
  lease: RegionLease.ofEnvironment(process.env),
});
