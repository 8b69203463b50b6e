import { LimitMerchantRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, replayedHeader } from '@redoubt/lambda-kit';
import { instructionOf } from '../instruction-of.ts';
import { type LimitMerchantDependencies, limitMerchant } from '../limit-merchant.ts';
import { merchantDetailsOf } from '../merchant-view.ts';
import { commonRefusal, merchantIdIn } from '../refusals.ts';
import { reportUnannounced } from '../report-unannounced.ts';
import { wireChanging } from '../wiring.ts';

const route = 'POST /merchants/v1/merchants/{id}/limits';

/** The function of `POST /merchants/v1/merchants/{id}/limits`. */
export function postLimit(dependencies: LimitMerchantDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: LimitMerchantRequest,
    idempotencyKey: 'required',
    admits: 'any-region',
    async handle(request, scope) {
      const merchantId = merchantIdIn(request.pathParameters);
      const instruction = instructionOf(request, { merchantId, route });
      const { requests_per_second: requestsPerSecond, reason } = request.body;
      const limit = { merchantId, requestsPerSecond, ...(reason === undefined ? {} : { reason }) };
      const outcome = await limitMerchant(limit, instruction, dependencies);
      if (outcome.kind !== 'limited') throw commonRefusal(outcome);
      const { isReplay } = outcome;
      scope.logger.info('merchant limited', { merchantId, requestsPerSecond, by: instruction.by, isReplay });
      reportUnannounced(outcome, merchantId, scope);
      return jsonAnswer(200, merchantDetailsOf(outcome.merchant, request.receivedAt), replayedHeader(isReplay));
    },
  });
}

export const handler = postLimit(wireChanging());
