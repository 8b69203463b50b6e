import { expect, test } from 'vitest';
import { pollUntil } from '../../src/poll-until.ts';
import { everyInterval } from '../../src/watching/every-interval.ts';
import { loopDurationMs } from '../../src/watching/loop-duration.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** Begins of all ticks, in milliseconds since the loop began. */
async function ticksOf(durationMs: number, work: (clock: FakeClock, tick: number) => void) {
  const clock = new FakeClock();
  const beganMs = clock.nowMs();
  const began: number[] = [];
  const result = await everyInterval({ intervalMs: 1_000, durationMs, clock, onFailure: () => {} }, async () => {
    began.push(clock.nowMs() - beganMs);
    work(clock, began.length);
  });
  return { began, result };
}

test('ticks keep to the interval although work takes time', async () => {
  const { began } = await ticksOf(4_000, (clock) => clock.spend(300));
  expect(began).toEqual([0, 1_000, 2_000, 3_000]);
});

test('a tick that overruns skips what it covered', async () => {
  const { began } = await ticksOf(5_000, (clock, tick) => clock.spend(tick === 1 ? 2_500 : 0));
  expect(began).toEqual([0, 3_000, 4_000]);
});

test('a tick that fails does not end the loop', async () => {
  const failure = new Error('no quorum');
  const { result } = await ticksOf(3_000, (_, tick) => {
    if (tick === 2) throw failure;
  });
  expect(result).toEqual({ ticks: 3, failures: 1, lastError: failure });
});

test.each([
  [90_000, 65_000],
  [75_000, 65_000],
  [74_999, 64_999],
  [9_000, 0],
])('with %d ms left a loop runs %d ms', (remainingMs, durationMs) => {
  expect(loopDurationMs(remainingMs)).toBe(durationMs);
});

test('a poll ends with the answer', async () => {
  let asked = 0;
  const answer = await pollUntil({ clock: new FakeClock(), limitMs: 1_000 }, async () => {
    asked += 1;
    return asked === 3 ? 'done' : undefined;
  });
  expect({ answer, asked }).toEqual({ answer: 'done', asked: 3 });
});

test('a poll ends without one at its limit, and not after', async () => {
  const clock = new FakeClock();
  const beganMs = clock.nowMs();
  expect(await pollUntil({ clock, limitMs: 10_000 }, async () => undefined)).toBeUndefined();
  expect(clock.nowMs() - beganMs).toBeLessThanOrEqual(10_000);
});
