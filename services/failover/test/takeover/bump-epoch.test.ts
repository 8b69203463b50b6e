import { expect, test } from 'vitest';
import type { TakeoverEvent } from '../../src/domain/takeover.ts';
import { bumpEpoch } from '../../src/takeover/bump-epoch.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { anOrder, aRecovery, FakeRegionState } from '../support/fakes.ts';

const execution = 'failover-to-epoch-2-1';

function bump(state: Pick<FakeRegionState, 'read' | 'change'>, by = execution, order = anOrder()) {
  return bumpEpoch({ state, clock: new FakeClock() }, { order, execution: by });
}

test('the next epoch begins in the surviving region, which is recovering', async () => {
  const state = new FakeRegionState();
  expect(await bump(state)).toMatchObject({ outcome: 'bumped', recovery: aRecovery });
  expect(state.item).toMatchObject({ epoch: 2, activeRegion: 'us-east-2', mode: 'recovering', by: execution });
});

test('of two executions one begins the epoch', async () => {
  const state = new FakeRegionState();
  const outcomes = [await bump(state, 'one'), await bump(state, 'other')].map(({ outcome }) => outcome);
  expect(outcomes).toEqual(['bumped', 'superseded']);
  expect(state.item).toMatchObject({ epoch: 2, by: 'one' });
});

test('a retry after a write whose answer was lost counts as done, and bumps no second time', async () => {
  const state = new FakeRegionState();
  const answerLost = {
    read: () => state.read(),
    change: async (event: TakeoverEvent) => {
      await state.change(event);
      return state.change(event);
    },
  };
  expect(await bump(answerLost)).toMatchObject({ outcome: 'bumped' });
  expect(await bump(answerLost)).toMatchObject({ outcome: 'bumped' });
  expect(state.item.epoch).toBe(2);
});

test('a later attempt keeps the epoch that was begun', async () => {
  const state = new FakeRegionState({ epoch: 2, activeRegion: 'us-east-2', by: 'the first attempt' });
  expect(await bump(state, 'the second attempt', anOrder({ attempt: 2 }))).toMatchObject({ outcome: 'bumped' });
  expect(state.item.epoch).toBe(2);
});

test('an epoch that is two further is left alone', async () => {
  const state = new FakeRegionState({ epoch: 3, activeRegion: 'us-east-1' });
  expect(await bump(state, execution, anOrder({ attempt: 2 }))).toMatchObject({ outcome: 'superseded' });
  expect(state.item).toMatchObject({ epoch: 3, activeRegion: 'us-east-1' });
});
