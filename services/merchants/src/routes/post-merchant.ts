import { RegisterMerchantRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, replayedHeader } from '@redoubt/lambda-kit';
import { instructionOf } from '../instruction-of.ts';
import { merchantDetailsOf } from '../merchant-view.ts';
import { commonRefusal } from '../refusals.ts';
import { type RegisterMerchantDependencies, registerMerchant } from '../register-merchant.ts';
import { reportUnannounced } from '../report-unannounced.ts';
import { wireAnnouncing } from '../wiring.ts';

const route = 'POST /merchants/v1/merchants';

/** The function of `POST /merchants/v1/merchants`. */
export function postMerchant(dependencies: RegisterMerchantDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: RegisterMerchantRequest,
    idempotencyKey: 'required',
    admits: 'any-region',
    async handle(request, scope) {
      const { merchant_id: merchantId, name } = request.body;
      const instruction = instructionOf(request, { merchantId, route });
      const outcome = await registerMerchant({ merchantId, name }, instruction, dependencies);
      if (outcome.kind === 'exists') {
        throw new ProblemError('merchant_exists', 'show it, or register another id; ids are never given again');
      }
      if (outcome.kind !== 'registered') throw commonRefusal(outcome);
      scope.logger.info('merchant registered', { merchantId, by: instruction.by, isReplay: outcome.isReplay });
      reportUnannounced(outcome, merchantId, scope);
      const details = merchantDetailsOf(outcome.merchant, request.receivedAt);
      return jsonAnswer(201, details, replayedHeader(outcome.isReplay));
    },
  });
}

export const handler = postMerchant(wireAnnouncing());
