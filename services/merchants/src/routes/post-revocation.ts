import { RevokeKeyRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import { instructionOf } from '../instruction-of.ts';
import { keyViewOf } from '../merchant-view.ts';
import { commonRefusal, keyIdIn, merchantIdIn } from '../refusals.ts';
import { reportUnannounced } from '../report-unannounced.ts';
import { type RevokeKeyDependencies, revokeKey } from '../revoke-key.ts';
import { wireChanging } from '../wiring.ts';

const route = 'POST /merchants/v1/merchants/{id}/keys/{keyId}/revocations';

/** The function of `POST /merchants/v1/merchants/{id}/keys/{keyId}/revocations`. */
export function postRevocation(dependencies: RevokeKeyDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: RevokeKeyRequest,
    idempotencyKey: 'required',
    admits: 'any-region',
    async handle(request, scope) {
      const merchantId = merchantIdIn(request.pathParameters);
      const keyId = keyIdIn(request.pathParameters);
      const instruction = instructionOf(request, { merchantId, route, keyId });
      const { reason } = request.body;
      const outcome = await revokeKey({ merchantId, keyId, reason }, instruction, dependencies);
      if (outcome.kind !== 'revoked') throw commonRefusal(outcome);
      scope.logger.info('key revoked', { merchantId, keyId, by: instruction.by });
      reportUnannounced(outcome, merchantId, scope);
      return jsonAnswer(200, keyViewOf(merchantId, outcome.key, request.receivedAt));
    },
  });
}

export const handler = postRevocation(wireChanging());
