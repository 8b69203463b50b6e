import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { accessKeyItemKey, claimedKeyOf } from '@redoubt/contracts';
import { startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { acknowledgePayments } from '../../bench/acknowledge-payments.ts';
import { countBesideFlood } from '../../bench/beside-flood.ts';
import { checkKeys } from '../../bench/check-keys.ts';
import { doorsOf, forgetfulDoors, nobodyAsks, seedMerchant } from '../../bench/doorkeepers.ts';
import { paymentFunction, paymentFunctionInMemory } from '../../bench/payment-function.ts';

/** Checks that the bench measures what it says it measures; speed is no test's business. */
const [access, payments] = await Promise.all([startLocalDynamo(['pk']), startLocalDynamo(['pk', 'sk'])]);
const tables = { access, payments, [Symbol.dispose]: () => {} };
afterAll(() => Promise.all([access[Symbol.asyncDispose](), payments[Symbol.asyncDispose]()]));

let key: string;
beforeAll(async () => {
  key = await seedMerchant(access, { merchantId: 'shop', requestsPerSecond: 10_000 });
});
beforeEach(() => {
  access.sent.length = 0;
  payments.sent.length = 0;
});

const units = 20;
const counted = (sent: readonly string[]) =>
  Object.fromEntries(Object.entries(Object.groupBy(sent, (name) => name)).map(([name, all]) => [name, all?.length]));

test.each([
  // The merchant is read once: a payment of a closed one is refused.
  ['nobody asks', () => nobodyAsks('shop'), { GetItemCommand: 1 }],
  // Key, limit and merchant are read once.
  ['keys are checked', () => doorsOf(access, { isLimited: false }), { GetItemCommand: 2 }],
  ['nothing is remembered', () => forgetfulDoors(access), { GetItemCommand: 1 + 2 * units, UpdateItemCommand: units }],
])('payments are journaled the same when %s, and the doors cost what is said of them', async (_, doors, ofAccess) => {
  const contender = acknowledgePayments(paymentFunction(tables, doors()), { name: 'any', merchantId: 'shop', key });
  const work = await contender.prepare(units);
  expect(access.sent).toEqual([]);
  await work();
  expect(counted(access.sent)).toEqual(ofAccess);
  // Record and pointer of the journal, and the decision.
  expect(counted(payments.sent)['PutItemCommand']).toBe(3 * units);
});

test('a key that is not good is no contender', async () => {
  const revoked = await seedMerchant(access, { merchantId: 'gone' });
  const { keyId = '' } = claimedKeyOf(revoked) ?? {};
  const update = { UpdateExpression: 'SET digest = :none', ExpressionAttributeValues: { ':none': '0'.repeat(64) } };
  await access.client.send(new UpdateCommand({ TableName: access.table, Key: accessKeyItemKey(keyId), ...update }));
  const check = checkKeys(doorsOf(access, { isLimited: false }), { name: 'any', key: revoked });
  await expect((await check.prepare(1))()).rejects.toThrow('must be good');
});

test('beside a flood counting begins once it is refused; without limits it never is', async () => {
  const requestsPerSecond = 2;
  const [flooding, steady] = [
    { merchantId: 'flooding', key: await seedMerchant(access, { merchantId: 'flooding', requestsPerSecond }) },
    { merchantId: 'steady', key: await seedMerchant(access, { merchantId: 'steady', requestsPerSecond }) },
  ];
  for (const isLimited of [true, false]) {
    access.sent.length = 0;
    const windows = await countBesideFlood({
      functions: [1, 2].map(() => paymentFunctionInMemory(doorsOf(access, { isLimited }))),
      flooding,
      steady: { ...steady, requestsPerSecond },
      windows: 1,
      isLimited,
    });
    expect(windows).toHaveLength(1);
    const { UpdateItemCommand: draws = 0 } = counted(access.sent);
    // What was in store has been spent before: ten tokens, and a function draws one at a time.
    if (isLimited) expect(draws).toBeGreaterThanOrEqual(10);
    else expect([draws, windows[0]?.refused]).toEqual([0, 0]);
  }
});
