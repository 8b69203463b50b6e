import { keyIdOf } from '@redoubt/contracts';
import type { HttpFunction } from '@redoubt/lambda-kit';
import { type ApiUnderTest, ask } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';
import { withKey } from '../../src/domain/keys.ts';
import { makeKey } from '../../src/make-key.ts';
import { registerMerchant } from '../../src/register-merchant.ts';
import type { AccessUnderTest } from './a-table.ts';
import { anInstruction } from './an-instruction.ts';
import { operator } from './handler-environment.ts';

const { getKeys } = await import('../../src/routes/get-keys.ts');
const { getMerchant } = await import('../../src/routes/get-merchant.ts');
const { getMerchants } = await import('../../src/routes/get-merchants.ts');
const { postClosure } = await import('../../src/routes/post-closure.ts');
const { postKey } = await import('../../src/routes/post-key.ts');
const { postLimit } = await import('../../src/routes/post-limit.ts');
const { postMerchant } = await import('../../src/routes/post-merchant.ts');
const { postRevocation } = await import('../../src/routes/post-revocation.ts');
const { postRoll } = await import('../../src/routes/post-roll.ts');

export interface MerchantsApiUnderTest extends ApiUnderTest<RouteName> {
  readonly merchantId: string;
  readonly keyId: string;
}

/** Every route of the service over a table, with a merchant of its own that has one key. */
export async function anApi(access: AccessUnderTest, merchantId: string): Promise<MerchantsApiUnderTest> {
  const { dependencies } = access;
  const functions: Readonly<Record<RouteName, HttpFunction>> = {
    'post-merchant': postMerchant(dependencies),
    'get-merchants': getMerchants(dependencies),
    'get-merchant': getMerchant(dependencies),
    'post-limit': postLimit(dependencies),
    'post-closure': postClosure(dependencies),
    'get-keys': getKeys(dependencies),
    'post-key': postKey(dependencies),
    'post-roll': postRoll(dependencies),
    'post-revocation': postRevocation(dependencies),
  };
  const at = new Date();
  const register = anInstruction(`register ${merchantId}`, { at });
  await registerMerchant({ merchantId, name: 'Acme Ltd' }, register, dependencies);
  const create = anInstruction(`key of ${merchantId}`, { at });
  const keyId = keyIdOf(create.commandId);
  const newKey = { keyId, scopes: ['payments:read' as const], notAfter: undefined };
  await makeKey(merchantId, dependencies, (merchant) => withKey(merchant, create, newKey));
  return {
    merchantId,
    keyId,
    send: (name, { headers, ...request }) =>
      ask(functions[name], { caller: operator, ...request, headers: { 'Idempotency-Key': 'key-1', ...headers } }),
    pathOf: async () => ({ id: merchantId, keyId }),
    // A refusal is kept nowhere.
    written: async () => ({ facts: JSON.stringify([await access.items(), access.announced.length]), answers: 0 }),
    sinks: async () => JSON.stringify([await access.items(), access.announced]),
  };
}
