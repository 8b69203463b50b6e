import { CloseMerchantRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import { type CloseMerchantDependencies, closeMerchant } from '../close-merchant.ts';
import { instructionOf } from '../instruction-of.ts';
import { merchantDetailsOf } from '../merchant-view.ts';
import { commonRefusal, merchantIdIn } from '../refusals.ts';
import { reportUnannounced } from '../report-unannounced.ts';
import { wireChanging } from '../wiring.ts';

const route = 'POST /merchants/v1/merchants/{id}/closures';

/** The function of `POST /merchants/v1/merchants/{id}/closures`. */
export function postClosure(dependencies: CloseMerchantDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: CloseMerchantRequest,
    idempotencyKey: 'required',
    admits: 'any-region',
    async handle(request, scope) {
      const merchantId = merchantIdIn(request.pathParameters);
      const instruction = instructionOf(request, { merchantId, route });
      const outcome = await closeMerchant({ merchantId, reason: request.body.reason }, instruction, dependencies);
      if (outcome.kind !== 'closed') throw commonRefusal(outcome);
      scope.logger.info('merchant closed', { merchantId, by: instruction.by });
      reportUnannounced(outcome, merchantId, scope);
      return jsonAnswer(200, merchantDetailsOf(outcome.merchant, request.receivedAt));
    },
  });
}

export const handler = postClosure(wireChanging());
