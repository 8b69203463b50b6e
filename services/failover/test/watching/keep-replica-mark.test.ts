import type { RegionState, ReplicaMark } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import type { OwnDatabase } from '../../src/domain/promotability.ts';
import { keepReplicaMark } from '../../src/watching/keep-replica-mark.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRegionState, aReplica } from '../support/fakes.ts';

async function keep(over: { state?: Partial<RegionState>; database?: OwnDatabase; lagMs?: number | 'unknown' } = {}) {
  const marks: Omit<ReplicaMark, 'pk'>[] = [];
  const clock = new FakeClock();
  const { lagMs = 250 } = over;
  await keepReplicaMark(
    {
      region: 'us-east-2',
      clock,
      database: {
        own: async () => over.database ?? aReplica,
        lag: async (nowMs) => (lagMs === 'unknown' ? undefined : { lagMs, measuredAtMs: nowMs - 1_000 }),
      },
      signals: { putReplicaMark: async (mark) => void marks.push(mark) },
    },
    aRegionState(over.state),
  );
  return marks;
}

test('says up to when the replica has everything: when the lag was measured, less the lag', async () => {
  expect(await keep()).toEqual([
    { region: 'us-east-2', epoch: 1, at: '2030-01-31T12:00:00.000Z', replicatedUpTo: '2030-01-31T11:59:58.750Z' },
  ]);
});

test.each<[string, Parameters<typeof keep>[0]]>([
  ['this region is the active one', { state: { activeRegion: 'us-east-2' } }],
  ['a takeover is under way', { state: { mode: 'recovering', stage: 'promoting' } }],
  ['the cluster is the writer: the old one still looks connected', { database: { ...aReplica, role: 'writer' } }],
  ['roles are changing', { database: { ...aReplica, isInTransition: true } }],
  ['the replica is not connected', { database: { ...aReplica, isConnected: false } }],
  ['nobody knows the lag', { lagMs: 'unknown' }],
])('says nothing while %s', async (_, over) => {
  expect(await keep(over)).toEqual([]);
});
