import { expect, test } from 'vitest';
import { detectionPolicyFor } from '../../src/domain/detection-policy.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { confirmFailure } from '../../src/takeover/confirm-failure.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { anOrder, eyesThatSee, FakeRegionState } from '../support/fakes.ts';
import { aLook, intervalMs, looks } from '../support/looks.ts';

const execution = 'failover-to-epoch-2-1';
const policy = detectionPolicyFor({ signalIntervalMs: intervalMs, breachesToAct: 3 });
const stillLost = looks({ heartbeat: '.x', probe: '.x', replication: '.x' }).at(-1) ?? aLook();

/** Confirms in an execution that was started `startedMs` after the last look of the watcher. */
function confirm(now: Observation, { state = new FakeRegionState(), order = anOrder(), startedMs = 200 } = {}) {
  const clock = new FakeClock(order.evidence.decidedAtMs + startedMs);
  return confirmFailure({ state, policy, eyes: eyesThatSee([now], clock) }, { order, execution });
}

test('a region that is still lost is confirmed', async () => {
  expect(await confirm(stillLost)).toMatchObject({ outcome: 'confirmed' });
});

test('a slow start of the execution does not forget what the watcher saw', async () => {
  expect(await confirm(stillLost, { startedMs: 30_000 })).toMatchObject({ outcome: 'confirmed' });
});

test('a region that has come back is left alone', async () => {
  const back = aLook({ heartbeat: { kind: 'seen', at: new Date().toISOString() } });
  expect(await confirm(back)).toMatchObject({ outcome: 'stood_down' });
});

test('a region of which one signal has come back is left alone if only one is left', async () => {
  const { heartbeat } = stillLost;
  expect(await confirm(aLook({ heartbeat }))).toMatchObject({ outcome: 'stood_down' });
});

test('a region that has no replica any more stands down', async () => {
  expect(await confirm({ ...stillLost, replication: { kind: 'not_a_member' } })).toMatchObject({
    outcome: 'stood_down',
    text: expect.stringContaining('no_replica_here'),
  });
});

test('an order whose epoch somebody else has ended is void', async () => {
  const state = new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2', by: 'another' });
  expect(await confirm(stillLost, { state })).toMatchObject({ outcome: 'superseded' });
});

test('an order that has begun its epoch goes on without another look', async () => {
  const state = new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2', by: execution });
  expect(await confirm(aLook(), { state })).toMatchObject({ outcome: 'confirmed' });
});

test('a later attempt takes up the epoch that an earlier one began', async () => {
  const state = new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2', by: 'the first attempt' });
  expect(await confirm(aLook(), { state, order: anOrder({ attempt: 2 }) })).toMatchObject({ outcome: 'confirmed' });
});
