import type { WatchView } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { explainFailover } from '../../src/ordering/explain-failover.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aReplica, FakeRegionState, readyGrounds } from '../support/fakes.ts';

const view: WatchView = {
  pk: 'watch#us-east-2',
  region: 'us-east-2',
  at: '2030-01-31T11:59:59.000Z',
  epoch: 1,
  assessment: 'failed',
  signals: [{ signal: 'acknowledge', reading: 'bad', isDown: true, badSince: '2030-01-31T11:59:00.000Z' }],
  duty: 'blocked',
  because: ['database_unavailable'],
};

function explain(activeRegion: string, seen: WatchView | undefined) {
  const grounds = readyGrounds();
  return explainFailover({
    ...grounds,
    signals: { ...grounds.signals, readWatchView: async () => seen },
    state: new FakeRegionState({ activeRegion }),
    database: { own: async () => ({ ...aReplica, isAvailable: false }) },
    clock: new FakeClock(),
    failoverMode: 'approve',
  });
}

test('13 why: what the watcher saw, since when, and what is in the way now', async () => {
  expect(await explain('us-east-1', view)).toMatchObject({
    region: 'us-east-2',
    failoverMode: 'approve',
    view,
    obstacles: [{ text: 'database_unavailable', isForceable: false }],
    replicatedUpTo: '2030-01-31T11:59:59.000Z',
  });
});

test('13 why: a watcher that never looked has no view', async () => {
  expect(await explain('us-east-1', undefined)).not.toHaveProperty('view');
});

test('13 why: nothing is in the way of the active region, which takes nothing over', async () => {
  expect((await explain('us-east-2', view)).obstacles).toEqual([]);
});
