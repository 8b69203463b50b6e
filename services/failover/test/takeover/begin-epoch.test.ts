import { expect, test } from 'vitest';
import type { TakeoverEvent } from '../../src/domain/takeover.ts';
import { beginEpoch } from '../../src/takeover/begin-epoch.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { anOrder, aRecovery, aTakeover, FakeRegionState } from '../support/fakes.ts';

const execution = 'fail-over-epoch-2-1';
const workerMs = 8_000;

function begin(
  state: Pick<FakeRegionState, 'change'>,
  { by = execution, order = anOrder(), putEvidence = async () => {}, clock = new FakeClock() } = {},
) {
  return beginEpoch({ state, records: { putEvidence }, clock, workerMs }, { order, execution: by });
}

test('the next epoch begins in the surviving region, which is recovering', async () => {
  const state = new FakeRegionState();
  expect(await begin(state)).toMatchObject({ outcome: 'begun', recovery: aRecovery });
  expect(state.item).toMatchObject({
    epoch: 2,
    activeRegion: 'us-east-2',
    mode: 'recovering',
    stage: 'fenced',
    by: execution,
    worker: { execution, attempt: 1 },
  });
});

test('of two executions one begins the epoch', async () => {
  const state = new FakeRegionState();
  const outcomes = [await begin(state, { by: 'one' }), await begin(state, { by: 'other' })];
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['begun', 'superseded']);
  expect(state.item).toMatchObject({ epoch: 2, by: 'one' });
});

test('a retry after a write whose answer was lost counts as done, and begins no second epoch', async () => {
  const state = new FakeRegionState();
  const answerLost = {
    change: async (event: TakeoverEvent) => {
      await state.change(event);
      return state.change(event);
    },
  };
  expect(await begin(answerLost)).toMatchObject({ outcome: 'begun' });
  expect(await begin(answerLost)).toMatchObject({ outcome: 'begun' });
  expect(state.item.epoch).toBe(2);
});

test('evidence that can not be kept stops no failover', async () => {
  const state = new FakeRegionState();
  const putEvidence = () => Promise.reject(new Error('throttled'));
  expect(await begin(state, { putEvidence })).toMatchObject({ outcome: 'begun' });
});

test('a resumption keeps the epoch, and claims the work when nobody is at it', async () => {
  const clock = new FakeClock();
  const until = (ms: number) => new Date(clock.nowMs() + ms).toISOString();
  const order = anOrder({ kind: 'resume', epoch: 2 });
  const worker = { execution: 'the first', attempt: 1 };
  const left = aTakeover('opened', { worker: { ...worker, until: until(0) } });
  expect(await begin(left, { order, by: 'the second', clock })).toMatchObject({
    outcome: 'begun',
    recovery: aRecovery,
  });
  expect(left.item).toMatchObject({ epoch: 2, stage: 'opened', worker: { execution: 'the second', attempt: 2 } });
  const busy = aTakeover('opened', { worker: { ...worker, until: until(1) } });
  expect(await begin(busy, { order, by: 'the second', clock })).toMatchObject({ outcome: 'superseded' });
});

test('a hand-back begins an epoch only while nothing was promoted', async () => {
  const order = anOrder({ kind: 'hand_back', epoch: 2, fromRegion: 'us-east-2', toRegion: 'us-east-1' });
  const fenced = aTakeover('fenced');
  expect(await begin(fenced, { order })).toMatchObject({ outcome: 'begun' });
  expect(fenced.item).toMatchObject({ epoch: 3, activeRegion: 'us-east-1', mode: 'handing_back', stage: 'fenced' });
  const promoted = aTakeover('promoted');
  expect(await begin(promoted, { order })).toMatchObject({ outcome: 'superseded' });
  expect(promoted.item.epoch).toBe(2);
});

test('13 an epoch that a person ordered says so, and is no automatic move', async () => {
  const { evidence: _, ...rest } = anOrder();
  const ordered = { by: 'anna', reason: 'its numbers are wrong', at: '2030-01-31T12:00:00.000Z', isForced: true };
  const state = new FakeRegionState();
  await begin(state, { order: { ...rest, ordered } });
  expect(state.item).toMatchObject({ epoch: 2, automaticMoves: [], decision: { how: 'ordered', ...ordered } });
});

test('13 the next epoch that begins by itself is nobody`s decision', async () => {
  const decision = { how: 'ordered', by: 'anna', reason: 'a test', at: '2030-01-31T12:00:00.000Z' } as const;
  const state = new FakeRegionState({ decision });
  await begin(state);
  expect(state.item.decision).toBeUndefined();
  expect(state.item.automaticMoves).toHaveLength(1);
});
