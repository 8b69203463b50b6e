import { expect, test } from 'vitest';
import { isGivenUp, laneRestMs, nextTryAt, retryWaitsMs } from '../../src/domain/retry-schedule.ts';

const now = new Date('2030-01-31T12:00:00.000Z');
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const waitMs = (over: Partial<Parameters<typeof nextTryAt>[0]>) => {
  const at = nextTryAt({ tries: 1, now, random: 0, ...over });
  return at === undefined ? undefined : at.getTime() - now.getTime();
};

test.each([
  [1, 5_000],
  [2, 5 * minute],
  [3, 30 * minute],
  [4, 2 * hour],
  [5, 5 * hour],
  [6, 10 * hour],
  [7, 14 * hour],
  [8, 20 * hour],
  [9, 24 * hour],
  [10, undefined],
])('11 C: after try %i a delivery waits for %s ms at least, and for a fifth more at most', (tries, ms) => {
  expect(waitMs({ tries })).toBe(ms);
  const longest = waitMs({ tries, random: 1 - Number.EPSILON });
  if (ms === undefined) expect(longest).toBeUndefined();
  else expect([longest === undefined || longest > ms, (longest ?? 0) <= ms * 1.2]).toEqual([true, true]);
});

test('11 C: the schedule reaches beyond what a queue can wait, which is 15 minutes', () => {
  expect(Math.max(...retryWaitsMs)).toBeGreaterThan(15 * minute);
});

test.each([
  ['longer than the schedule', 60_000, 60_000],
  ['shorter than the schedule', 1_000, 5_000],
  ['a day', day, day],
  ['more than a day', day + 1, day],
])('11 C: a receiver that asks for %s is left alone for %i -> %i ms', (_, retryAfterMs, ms) => {
  expect(waitMs({ retryAfterMs })).toBe(ms);
});

test.each([
  ['a millisecond less than five days', 5 * day - 1, false],
  ['five days', 5 * day, true],
])('11 C: an endpoint at which nothing succeeded for %s is given up: %s %s', (_, ms, isPaused) => {
  expect(isGivenUp(new Date(now.getTime() - ms).toISOString(), now)).toBe(isPaused);
});

test('11 C: an endpoint that confirms is not given up', () => {
  expect(isGivenUp(undefined, now)).toBe(false);
});

test.each([
  [0, 1_000],
  [100_000, 1_000],
  [200_000, 2_000],
  [6_000_000, 60_000],
  [5 * day, 60_000],
])('an endpoint that has failed for %i ms rests for %i ms between attempts', (failedMs, restMs) => {
  expect(laneRestMs(new Date(now.getTime() - failedMs).toISOString(), now)).toBe(restMs);
});
