import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LaneTable } from '../../src/adapters/lane-table.ts';
import { dueIndex } from '../../src/adapters/notifications-table.ts';

const noon = new Date('2030-01-31T12:00:00.000Z');
const later = (ms: number) => new Date(noon.getTime() + ms);
const endpointOf = (at: number) => ({
  endpointId: `we_${at.toString(16).padStart(32, '0')}`,
  merchantId: 'acme',
});
const endpoint = endpointOf(7);
let dynamo: LocalDynamo;
let lanes: LaneTable;

beforeEach(async () => {
  dynamo = await startLocalDynamo(['pk', 'sk'], [dueIndex]);
  lanes = new LaneTable({ table: dynamo.table, client: dynamo.client });
});
afterEach(() => dynamo[Symbol.asyncDispose]());

const wake = (ms: number, of = endpoint) => lanes.wake(of, { at: later(ms), now: noon });
const dueAt = async (ms: number) => (await lanes.due(later(ms), 10)).map((lane) => lane.dueAt);

test('a lane is due at its time and not a millisecond before', async () => {
  await wake(5_000);
  expect(await dueAt(4_999)).toEqual([]);
  expect(await dueAt(5_000)).toEqual([later(5_000).toISOString()]);
});

test.each([
  ['earlier', 4_000],
  ['no later', 6_000],
])('a lane that is woken again is due %s', async (_, ms) => {
  await wake(5_000);
  await wake(ms);
  expect(await dueAt(10_000)).toEqual([later(Math.min(ms, 5_000)).toISOString()]);
});

test('lanes of every shard are found, those that are due first at the front', async () => {
  for (const at of [3, 1, 4, 2, 5]) await wake(at, endpointOf(at));
  expect((await lanes.due(later(10), 10)).map(({ endpointId }) => endpointId)).toEqual(
    [1, 2, 3, 4, 5].map((at) => endpointOf(at).endpointId),
  );
  expect(await lanes.due(later(10), 2)).toHaveLength(2);
});

test('a lane rests until its next turn, or until it is woken', async () => {
  await wake(0);
  const [lane] = await lanes.due(noon, 1);
  if (lane === undefined) throw new Error('a lane must be due');
  await lanes.rest(lane, { until: later(60_000) });
  expect(await dueAt(59_999)).toEqual([]);
  await lanes.rest(lane, { until: undefined });
  expect(await dueAt(10 ** 12)).toEqual([]);
  await wake(1);
  expect(await dueAt(1)).toHaveLength(1);
});

test('a lane that was woken during its turn stays due, and its endpoint is left alone all the same', async () => {
  await wake(0);
  const [lane] = await lanes.due(noon, 1);
  if (lane === undefined) throw new Error('a lane must be due');
  await wake(1_000);
  await lanes.rest(lane, { until: later(60_000), notBefore: later(30_000) });
  expect(await lanes.due(noon, 1)).toMatchObject([
    { dueAt: noon.toISOString(), notBefore: later(30_000).toISOString() },
  ]);
});

test('says so when a lane can not be read or written', async () => {
  dynamo.failNext('UpdateItemCommand');
  await expect(wake(0)).rejects.toMatchObject({ code: 'store_unreachable' });
  dynamo.failNext('QueryCommand');
  await expect(lanes.due(noon, 1)).rejects.toMatchObject({ code: 'store_unreachable' });
});
