import { expect, test } from 'vitest';
import { RegionItems } from '../../src/server/state/region-items.ts';
import { AHost, aStateItem, regionNames } from '../a-host.ts';

const now = () => new Date('2030-01-01T00:00:05.000Z');
const heartbeat = {
  pk: { S: 'heartbeat#us-east-1' },
  region: { S: 'us-east-1' },
  epoch: { N: '1' },
  at: { S: '2030-01-01T00:00:04.000Z' },
  booking: { M: { status: { S: 'good' }, since: { S: '2030-01-01T00:00:00.000Z' }, oldestUnbookedMs: { N: '0' } } },
};
const report = (epoch: number) => ({
  pk: { S: `report#${epoch}` },
  epoch: { N: String(epoch) },
  kind: { S: 'fail_over' },
  fromRegion: { S: 'us-east-1' },
  toRegion: { S: 'us-east-2' },
  outcome: { S: 'recovered' },
  execution: { S: 'execution' },
  attempt: { N: '1' },
  firstBreachAt: { S: '2030-01-01T00:00:00.000Z' },
  decidedAt: { S: '2030-01-01T00:00:02.000Z' },
  signals: { L: [{ S: 'acknowledge' }] },
  evidence: { L: [] },
  achieved: { M: { decidedMs: { N: '2000' } } },
  stages: { L: [] },
  recovery: { M: {} },
  faults: { M: { skipRecover: { BOOL: false } } },
});

test('reads state, signs of life and reports', async () => {
  const host = new AHost();
  host.put(aStateItem({ epoch: { N: '3' } }));
  host.put(heartbeat);
  host.put(report(2));
  host.put(report(3));
  const items = new RegionItems(host, regionNames);
  await items.read(now);
  expect(items.state).toMatchObject({ epoch: 3, activeRegion: 'us-east-1' });
  expect(items.heartbeats.get('us-east-1')?.booking.status).toBe('good');
  expect(items.reports.map(({ epoch }) => epoch)).toEqual([3, 2]);
  expect(items.readAt).toBe('2030-01-01T00:00:05.000Z');
});

test('keeps what it knew while the tables can not be read, and says since when', async () => {
  const host = new AHost();
  host.put(aStateItem());
  const items = new RegionItems(host, regionNames);
  await items.read(now);
  host.tablesFailure = 'no majority';
  await items.read(() => new Date('2030-01-01T00:00:06.000Z'));
  await items.read(() => new Date('2030-01-01T00:00:07.000Z'));
  expect(items.state?.epoch).toBe(1);
  expect(items.unreadable).toEqual({ since: '2030-01-01T00:00:06.000Z', reason: 'no majority' });
  host.tablesFailure = undefined;
  await items.read(now);
  expect(items.unreadable).toBeUndefined();
});

test('keeps the reports of twenty epochs', async () => {
  const host = new AHost();
  host.put(aStateItem({ epoch: { N: '40' } }));
  for (let epoch = 2; epoch <= 40; epoch++) host.put(report(epoch));
  const items = new RegionItems(host, regionNames);
  await items.read(now);
  expect(items.reports.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, at) => 40 - at));
});
