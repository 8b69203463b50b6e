import { expect, test } from 'vitest';
import type { OwnCluster } from '../../src/adapters/global-database.ts';
import { awaitWriter } from '../../src/takeover/await-writer.ts';
import { promoteDatabase } from '../../src/takeover/promote-database.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRecovery, FakeRegionState } from '../support/fakes.ts';

function fenced(): FakeRegionState {
  return new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2', mode: 'recovering', stage: 'fenced' });
}

const replica: OwnCluster = { isWriter: false, isBeingPromoted: false };
const promoting: OwnCluster = { isWriter: false, isBeingPromoted: true };
const writer: OwnCluster = { isWriter: true, isBeingPromoted: false };

/** A database that goes from sight to sight and answers a request for promotion. */
function aDatabase(sights: readonly OwnCluster[], answer: 'requested' | 'refused' = 'requested') {
  const database = {
    requests: 0,
    looks: 0,
    ownCluster: async () => sights[Math.min(database.looks++, sights.length - 1)] ?? replica,
    promoteOwnCluster: async () => {
      database.requests += 1;
      return answer;
    },
  };
  return database;
}

test.each<[string, readonly OwnCluster[], 'requested' | 'refused', number]>([
  ['asks for the promotion of a replica', [replica], 'requested', 1],
  ['asks for nothing when the promotion is under way', [promoting], 'requested', 0],
  ['asks for nothing when the cluster is the writer', [writer], 'requested', 0],
  ['is content when its request was overtaken by an earlier one', [replica, promoting], 'refused', 1],
  ['is content when an earlier request has been fulfilled meanwhile', [replica, writer], 'refused', 1],
])('%s', async (_, sights, answer, requests) => {
  const database = aDatabase(sights, answer);
  await promoteDatabase({ database, state: fenced() }, aRecovery);
  expect(database.requests).toBe(requests);
});

test('fails when Aurora refuses and does nothing, so that it is asked again', async () => {
  await expect(
    promoteDatabase({ database: aDatabase([replica], 'refused'), state: fenced() }, aRecovery),
  ).rejects.toMatchObject({
    name: 'database_unreachable',
  });
});

test('waits until the cluster is the writer', async () => {
  const database = aDatabase([promoting, promoting, promoting, writer]);
  const state = fenced();
  await awaitWriter({ database, state, clock: new FakeClock(), limitMs: 60_000 }, aRecovery);
  expect(state.item.stage).toBe('promoted');
  expect(database.looks).toBe(4);
});

test('a promotion of two minutes is asked for less than 200 times', async () => {
  const clock = new FakeClock();
  const database = aDatabase([promoting]);
  await expect(awaitWriter({ database, state: fenced(), clock, limitMs: 120_000 }, aRecovery)).rejects.toMatchObject({
    name: 'writer_not_ready',
  });
  expect(database.looks).toBeLessThan(200);
});
