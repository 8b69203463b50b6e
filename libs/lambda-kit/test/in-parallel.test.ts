import { expect, test } from 'vitest';
import { inParallel } from '../src/in-parallel.ts';

test('keeps the order of the items, whichever ends first', async () => {
  const turns = [3, 1, 2];
  const results = await inParallel(turns, 3, async (count) => {
    for (let at = 0; at < count; at++) await Promise.resolve();
    return count * 10;
  });
  expect(results).toEqual([30, 10, 20]);
});

test('does nothing for no items', async () => {
  expect(await inParallel([], 3, () => Promise.reject(new Error('called')))).toEqual([]);
});

test('rejects when a piece of work does, and not before everything that was begun has ended', async () => {
  const ended: number[] = [];
  const work = async (item: number) => {
    if (item === 1) throw new Error('first');
    for (let at = 0; at < 10; at++) await Promise.resolve();
    ended.push(item);
  };
  await expect(inParallel([1, 2, 3], 2, work)).rejects.toThrow('first');
  expect(ended).toEqual([2, 3]);
});
