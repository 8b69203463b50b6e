import { CreateKeyRequest, keyIdOf } from '@redoubt/contracts';
import { type HttpFunction, httpHandler } from '@redoubt/lambda-kit';
import { withKey } from '../domain/keys.ts';
import { instructionOf } from '../instruction-of.ts';
import { keyAnswer } from '../key-answer.ts';
import { type MakeKeyDependencies, makeKey } from '../make-key.ts';
import { merchantIdIn } from '../refusals.ts';
import { wireMaking } from '../wiring.ts';

const route = 'POST /merchants/v1/merchants/{id}/keys';

/** The function of `POST /merchants/v1/merchants/{id}/keys`. */
export function postKey(dependencies: MakeKeyDependencies): HttpFunction {
  return httpHandler({
    access: 'operator',
    body: CreateKeyRequest,
    idempotencyKey: 'required',
    admits: 'any-region',
    async handle(request, scope) {
      const merchantId = merchantIdIn(request.pathParameters);
      const { scopes, not_after: end } = request.body;
      const instruction = instructionOf(request, { merchantId, route });
      const newKey = {
        keyId: keyIdOf(instruction.commandId),
        scopes,
        notAfter: end === undefined ? undefined : new Date(end),
      };
      const made = await makeKey(merchantId, dependencies, (merchant) => withKey(merchant, instruction, newKey));
      return keyAnswer(made, { merchantId, instruction }, scope);
    },
  });
}

export const handler = postKey(wireMaking());
