import { expect, test } from 'vitest';
import { Ring } from '../../src/server/state/ring.ts';

function filled(count: number): Ring<number> {
  const ring = new Ring<number>(3);
  for (let at = 1; at <= count; at++) ring.push(at);
  return ring;
}

test('keeps the newest, oldest first', () => {
  expect(filled(3).newest()).toEqual([1, 2, 3]);
  expect(filled(4).newest()).toEqual([2, 3, 4]);
  expect(filled(100).newest()).toEqual([98, 99, 100]);
  expect(filled(100).newest(2)).toEqual([99, 100]);
});

test('knows whether it has forgotten any', () => {
  expect(filled(3).hasForgotten).toBe(false);
  expect(filled(4).hasForgotten).toBe(true);
  expect(filled(100).hasForgotten).toBe(true);
});

test('gives no more than it keeps, whatever is asked for', () => {
  expect(filled(5).newest(1000)).toEqual([3, 4, 5]);
});

test('a ring of nothing is refused', () => {
  expect(() => new Ring(0)).toThrow(/at least one/);
});
