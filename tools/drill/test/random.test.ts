import { expect, test } from 'vitest';
import { Random } from '../src/random.ts';

const draws = (random: Random) => Array.from({ length: 50 }, () => random.next());

test('the same seed and name draw the same numbers', () => {
  expect(draws(new Random(7, 'load'))).toEqual(draws(new Random(7, 'load')));
});

test('another seed or another name draws other numbers', () => {
  expect(draws(new Random(8, 'load'))).not.toEqual(draws(new Random(7, 'load')));
  expect(draws(new Random(7).stream('jitter'))).not.toEqual(draws(new Random(7).stream('load')));
});

test('draws spread over the whole range, bounds included', () => {
  const random = new Random(1);
  const seen = new Set(Array.from({ length: 400 }, () => random.between(3, 6)));
  expect([...seen].sort()).toEqual([3, 4, 5, 6]);
});

test('a pick among nothing is refused', () => {
  expect(() => new Random(1).pick([])).toThrow(RangeError);
});
