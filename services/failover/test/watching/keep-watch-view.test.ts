import type { WatchView } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { nothingSeen, observe } from '../../src/domain/detection.ts';
import { WatchViewKeeper } from '../../src/watching/keep-watch-view.ts';
import type { WatchStep } from '../../src/watching/watch-region.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { aRegionState, policy } from '../support/fakes.ts';
import { observations } from '../support/observations.ts';

const calm: WatchStep = {
  state: aRegionState(),
  assessment: { kind: 'well' },
  duty: { kind: 'none' },
  detection: nothingSeen(1),
  lastOrder: undefined,
};

function aKeeper(put: () => Promise<void> = async () => {}) {
  const kept: Omit<WatchView, 'pk'>[] = [];
  const failures: unknown[] = [];
  const clock = new FakeClock();
  const signals = {
    putWatchView: async (view: Omit<WatchView, 'pk'>) => {
      kept.push(view);
      await put();
    },
  };
  const onFailure = (error: unknown) => failures.push(error);
  return { keeper: new WatchViewKeeper({ region: 'us-east-2', signals, clock, onFailure }), kept, failures, clock };
}

test('13 keeps a view when it changes, and an unchanged one every five seconds', async () => {
  const { keeper, kept, clock } = aKeeper();
  async function keep(step: WatchStep): Promise<number> {
    keeper.keep(step);
    await keeper.settled();
    return kept.length;
  }
  expect(await keep(calm)).toBe(1);
  clock.spend(4_999);
  expect(await keep(calm)).toBe(1);
  expect(await keep({ ...calm, duty: { kind: 'hold', because: 'dwell' } })).toBe(2);
  clock.spend(5_000);
  expect(await keep({ ...calm, duty: { kind: 'hold', because: 'dwell' } })).toBe(3);
  expect(kept.at(-1)).toMatchObject({ duty: 'hold', because: ['dwell'] });
});

test('13 says which signal is bad since when', async () => {
  const seen = observations({ reach: '.xxxxxx' });
  const detection = seen.reduce((before, it) => observe(before, it, policy), nothingSeen(1));
  const { keeper, kept } = aKeeper();
  keeper.keep({ ...calm, assessment: { kind: 'doubtful', down: ['reach'] }, detection });
  const badSince = new Date(seen[1]?.atMs ?? 0).toISOString();
  expect(kept[0]?.signals).toContainEqual({ signal: 'reach', reading: 'bad', isDown: true, badSince });
  expect(kept[0]?.assessment).toBe('doubtful');
});

test('13 a table that is slow or fails holds up no look', async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  const { keeper, kept, failures } = aKeeper(() => promise);
  keeper.keep(calm);
  keeper.keep({ ...calm, duty: { kind: 'ask' } });
  expect(kept).toHaveLength(1);
  reject(new Error('throttled'));
  await keeper.settled();
  expect(failures).toHaveLength(1);
});
