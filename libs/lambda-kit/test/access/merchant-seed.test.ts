import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { AccessKeyItem, AccessMerchantItem, merchantSeedOf, scopes } from '@redoubt/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccessKeys } from '../../src/access/access-keys.ts';
import { type LocalDynamo, startLocalDynamo } from '../local-dynamo.ts';

const now = new Date('2026-11-29T12:00:00.000Z');
const peppers = { '1': 'a'.repeat(64), '2': 'b'.repeat(64) };
const by = 'arn:aws:iam::000000000000:role/seed';

let dynamo: LocalDynamo;
beforeAll(async () => {
  dynamo = await startLocalDynamo(['pk']);
});
afterAll(() => dynamo[Symbol.asyncDispose]());

test.each([
  ['acme', /^rk_live_/],
  ['test_shop', /^rk_test_/],
])('the key of a seed of %s opens its merchant’s doors', async (merchantId, form) => {
  const { key, items } = merchantSeedOf({ merchantId, peppers, by, now });
  for (const Item of items) await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));
  const keys = new AccessKeys({
    table: dynamo.table,
    client: dynamo.client,
    peppers: () => Promise.resolve(peppers),
    steadyMs: () => 0,
  });
  expect(key).toMatch(form);
  const principal = await keys.admit({ authorization: [`Bearer ${key}`], canaryPass: undefined, subject: '' }, now);
  expect(principal).toMatchObject({ merchantId, scopes });
});

test('the items of a seed are what merchants would have written, and hold no secret', () => {
  const { key, items } = merchantSeedOf({ merchantId: 'acme', peppers, by, now });
  expect(AccessMerchantItem.parse(items[0]).keys.map(({ keyId }) => keyId)).toEqual([items[1].keyId]);
  expect(AccessKeyItem.parse(items[1]).pepperVersion).toBe('2');
  expect(JSON.stringify(items)).not.toContain(key.slice(-43));
});
