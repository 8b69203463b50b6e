import { keyIdOf, RollKeyRequest } from '@redoubt/contracts';
import { type HttpFunction, httpHandler } from '@redoubt/lambda-kit';
import { withRolledKey } from '../domain/keys.ts';
import { instructionOf } from '../instruction-of.ts';
import { keyAnswer } from '../key-answer.ts';
import { type MakeKeyDependencies, makeKey } from '../make-key.ts';
import { keyIdIn, merchantIdIn } from '../refusals.ts';
import { wireMaking } from '../wiring.ts';

const route = 'POST /merchants/v1/merchants/{id}/keys/{keyId}/rolls';

/** The function of `POST /merchants/v1/merchants/{id}/keys/{keyId}/rolls`. */
export function postRoll(dependencies: MakeKeyDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: RollKeyRequest,
    idempotencyKey: 'required',
    admits: 'any-region',
    async handle(request, scope) {
      const merchantId = merchantIdIn(request.pathParameters);
      const replaces = keyIdIn(request.pathParameters);
      const { overlap_seconds: overlapSeconds, not_after: end } = request.body;
      const instruction = instructionOf(request, { merchantId, route, keyId: replaces });
      const newKey = {
        keyId: keyIdOf(instruction.commandId),
        replaces,
        overlapMs: overlapSeconds * 1_000,
        notAfter: end === undefined ? undefined : new Date(end),
      };
      const made = await makeKey(merchantId, dependencies, (merchant) => withRolledKey(merchant, instruction, newKey));
      return keyAnswer(made, { merchantId, instruction }, scope);
    },
  });
}

export const handler = postRoll(wireMaking());
