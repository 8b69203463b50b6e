import { expect, test } from 'vitest';
import { mergeSeconds, windowOf } from '../../page/store/series.ts';

const second = (at: number, acknowledged = 0) => ({ at, acknowledged, failed: 0, booked: 0 });

test('a second that changed takes its place, a new one the end', () => {
  const list = [second(1), second(2), second(4)];
  expect(mergeSeconds(list, [second(2, 9), second(5)]).map(({ at, acknowledged }) => [at, acknowledged])).toEqual([
    [1, 0],
    [2, 9],
    [4, 0],
    [5, 0],
  ]);
  expect(mergeSeconds(list, [])).toBe(list);
});

test('a page keeps a quarter of an hour', () => {
  let list: readonly ReturnType<typeof second>[] = [];
  for (let at = 0; at < 2000; at++) list = mergeSeconds(list, [second(at)]);
  expect(list).toHaveLength(900);
  expect(list.at(-1)?.at).toBe(1999);
});

test('a window has every second, those without news as zero', () => {
  expect(
    windowOf([second(8, 3)], { toSecond: 9, seconds: 3 }).map(({ at, acknowledged }) => [at, acknowledged]),
  ).toEqual([
    [7, 0],
    [8, 3],
    [9, 0],
  ]);
});
