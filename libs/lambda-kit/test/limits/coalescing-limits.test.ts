import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { accessMerchantItemKey } from '@redoubt/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BucketTable } from '../../src/limits/bucket-table.ts';
import { CoalescingLimits } from '../../src/limits/coalescing-limits.ts';
import { MerchantRates } from '../../src/limits/merchant-rates.ts';
import { type LocalDynamo, startLocalDynamo } from '../local-dynamo.ts';

const noon = Date.parse('2030-01-31T12:00:00.000Z');
/** Of 100 in a second, and five seconds' at once. */
const full = 500;

let dynamo: LocalDynamo;
let limits: CoalescingLimits;
let aborted: AbortController;
beforeEach(async () => {
  dynamo = await startLocalDynamo(['pk']);
  aborted = new AbortController();
  limits = aFunction();
});
afterEach(() => dynamo[Symbol.asyncDispose]());

/** One function of the region, with its own memory of the table that all of them share. */
function aFunction(): CoalescingLimits {
  const { table, client } = dynamo;
  return new CoalescingLimits({
    buckets: new BucketTable({ table, client }),
    rates: new MerchantRates({ table, client, steadyMs: () => 0 }),
    abortAfter: () => aborted.signal,
  });
}

async function limitTo(requestsPerSecond: number): Promise<void> {
  const Item = { ...accessMerchantItemKey('acme'), requestsPerSecond };
  await dynamo.client.send(new PutCommand({ TableName: dynamo.table, Item }));
}

const take = (atMs = 0, of = limits, methods: 'read' | 'write' = 'write') =>
  of.take('acme', methods, new Date(noon + atMs));

/** How many of so many requests are let in. */
async function letIn(requests: number, atMs = 0, of = limits): Promise<number> {
  let granted = 0;
  for (let at = 0; at < requests; at += 1) if ((await take(atMs, of)).kind === 'granted') granted += 1;
  return granted;
}
const writes = () => dynamo.sent.filter((command) => command === 'UpdateItemCommand').length;

test('five seconds of requests may come at once, and then as many as a second has', async () => {
  expect(await letIn(full + 50)).toBe(full);
  expect(await letIn(full, 1_000)).toBe(100);
  expect(await letIn(full, 1_010)).toBe(1);
});

test('all functions of a region share one bucket, and together give no more than it has', async () => {
  const others = [limits, aFunction(), aFunction()];
  let granted = 0;
  for (let round = 0; round < 200; round += 1) for (const each of others) granted += await letIn(1, 0, each);
  // What one has drawn ahead the others can't give: at most a tenth of a second's, each.
  expect(granted).toBeLessThanOrEqual(full);
  expect(granted).toBeGreaterThanOrEqual(full - 2 * 10);
});

test('reading takes nothing of what may be written', async () => {
  await letIn(full + 1);
  expect((await take(0, limits, 'read')).kind).toBe('granted');
});

test('a busy merchant costs a write in ten requests, and a flood none once its bucket is empty', async () => {
  await letIn(full);
  expect(writes()).toBeLessThan(full / 10 + 10);
  const before = writes();
  expect(await letIn(1_000)).toBe(0);
  expect(writes()).toBe(before);
});

test('says how many are left, and when the next one may come', async () => {
  expect(await take()).toMatchObject({ kind: 'granted', methods: 'write', remaining: full - 1 });
  await letIn(full - 1);
  expect(await take()).toMatchObject({ kind: 'spent', waitMs: 10 });
  expect(await take(9)).toMatchObject({ kind: 'spent', waitMs: 1 });
  expect((await take(10)).kind).toBe('granted');
});

test('what was drawn ahead is good for a second, and given no later', async () => {
  await letIn(5);
  const drawn = writes();
  await take(999);
  expect(writes()).toBe(drawn);
  await take(1_000);
  expect(writes()).toBe(drawn + 1);
});

test.each([1, 7, 1_000])('a merchant may have a limit of its own: %i a second', async (requestsPerSecond) => {
  await limitTo(requestsPerSecond);
  expect(await letIn(requestsPerSecond * 5 + 1)).toBe(requestsPerSecond * 5);
});

test('a table that gives no answer lets requests in, and is asked once a second', async () => {
  dynamo.failNext('GetItemCommand');
  expect((await take()).kind).toBe('unknown');
  const asked = dynamo.sent.length;
  expect((await take(999)).kind).toBe('unknown');
  expect(dynamo.sent.length).toBe(asked);
  expect((await take(1_000)).kind).toBe('granted');
});

test('a table that is too slow lets requests in', async () => {
  aborted.abort();
  expect((await take()).kind).toBe('unknown');
});
