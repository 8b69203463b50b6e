import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BucketTable } from '../../src/limits/bucket-table.ts';
import { type LocalDynamo, startLocalDynamo } from '../local-dynamo.ts';

const shape = { requestsPerSecond: 3, windowSeconds: 2 };
const noon = Date.parse('2030-01-31T12:00:00.000Z');
const name = 'merchant#acme#write';

let dynamo: LocalDynamo;
beforeEach(async () => {
  dynamo = await startLocalDynamo(['pk']);
});
afterEach(() => dynamo[Symbol.asyncDispose]());

function draw(wanted: number, atMs = 0, fullAtMicros?: number) {
  const buckets = new BucketTable({ table: dynamo.table, client: dynamo.client });
  const signal = new AbortController().signal;
  return buckets.draw({ name, shape, wanted, fullAtMicros, now: new Date(noon + atMs), signal });
}
const granted = async (...asked: Parameters<typeof draw>) => (await draw(...asked)).granted;

test('a bucket that nobody has used is full, and gives no more than it holds', async () => {
  expect([await granted(4), await granted(4), await granted(1)]).toEqual([4, 2, 0]);
});

test('a token comes in a third of a second at three in a second, not a millisecond earlier', async () => {
  await draw(6);
  expect([await granted(6, 333), await granted(6, 334), await granted(6, 334)]).toEqual([0, 1, 0]);
});

test('however long nobody asks, a bucket holds no more than when it is full', async () => {
  await draw(6);
  expect([await granted(9, 86_400_000), await granted(9, 86_400_000)]).toEqual([6, 0]);
});

test('many draws at once get what is there and nothing twice', async () => {
  const all = await Promise.all(Array.from({ length: 3 }, () => granted(2)));
  expect(all.reduce((sum, each) => sum + each)).toBe(6);
});

test('a bucket that is as it was seen takes one write, and a full one too', async () => {
  const { fullAtMicros } = await draw(1);
  await draw(1, 0, fullAtMicros);
  await draw(1, 60_000, fullAtMicros);
  expect(dynamo.sent).toEqual(['UpdateItemCommand', 'UpdateItemCommand', 'UpdateItemCommand']);
});

test('a bucket is kept for an hour after it was used', async () => {
  await draw(1);
  const { Item } = await dynamo.client.send(new GetCommand({ TableName: dynamo.table, Key: { pk: name } }));
  expect(Item?.['expiresAt']).toBe(noon / 1_000 + 3_600);
});

test('a table that gives no answer is a fault', async () => {
  dynamo.failNext('UpdateItemCommand');
  await expect(draw(1)).rejects.toMatchObject({ code: 'store_unreachable' });
});
