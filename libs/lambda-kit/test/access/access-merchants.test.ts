import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { accessMerchantItemKey } from '@redoubt/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AccessMerchants } from '../../src/access/access-merchants.ts';
import { type LocalDynamo, startLocalDynamo } from '../local-dynamo.ts';

let dynamo: LocalDynamo;
let steadyMs: number;
let merchants: AccessMerchants;

beforeAll(async () => {
  dynamo = await startLocalDynamo(['pk']);
});
afterAll(() => dynamo[Symbol.asyncDispose]());
beforeEach(async () => {
  steadyMs = 1_000;
  merchants = new AccessMerchants({ table: dynamo.table, client: dynamo.client, steadyMs: () => steadyMs });
  await store('open');
});

async function store(state: string, merchantId = 'acme'): Promise<void> {
  const Item = { ...accessMerchantItemKey(merchantId), kind: 'merchant', merchantId, state };
  await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));
}

test('a merchant is open while its item says so, and one without an item is not', async () => {
  await store('closed', 'closed-one');
  expect(await Promise.all(['acme', 'closed-one', 'nobody'].map((id) => merchants.isOpen(id)))).toEqual([
    true,
    false,
    false,
  ]);
});

test('a merchant that is closed gets no payments 30 s later, and up to then one read serves all', async () => {
  await merchants.isOpen('acme');
  const reads = dynamo.sent.length;
  await store('closed');
  steadyMs += 29_999;
  expect(await merchants.isOpen('acme')).toBe(true);
  expect(dynamo.sent.slice(reads)).toEqual(['PutItemCommand']);
  steadyMs += 1;
  expect(await merchants.isOpen('acme')).toBe(false);
});

test('a merchant that has just been registered is open 5 s after it was asked for too early', async () => {
  expect(await merchants.isOpen('new-one')).toBe(false);
  await store('open', 'new-one');
  steadyMs += 5_000;
  expect(await merchants.isOpen('new-one')).toBe(true);
});

test('a table that gives no answer, or an item that is none, is a fault: nobody is told to be closed', async () => {
  dynamo.failNext('GetItemCommand');
  await expect(merchants.isOpen('acme')).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(await merchants.isOpen('acme')).toBe(true);
  await store('paused', 'odd-one');
  await expect(merchants.isOpen('odd-one')).rejects.toMatchObject({ code: 'store_unreachable' });
});
