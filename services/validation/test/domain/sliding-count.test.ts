import { expect, test } from 'vitest';
import { slidingCount, windowStartMs } from '../../src/domain/sliding-count.ts';

test.each([
  [59_999, 0],
  [60_000, 60_000],
  [119_999, 60_000],
])('the moment %i lies in the window that begins at %i', (atMs, startMs) => {
  expect(windowStartMs(atMs, 60_000)).toBe(startMs);
});

test.each<[string, number, number]>([
  ['wholly when the running one has just begun', 60_000, 15],
  ['half in the middle', 90_000, 10],
  ['by what is left, rounded up, at the very end', 119_999, 6],
])('the previous window counts %s', (_, atMs, count) => {
  expect(slidingCount({ previous: 10, running: 5 }, atMs, 60_000)).toBe(count);
});
