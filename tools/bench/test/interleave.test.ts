import { expect, test } from 'vitest';
import { type Contender, interleave } from '../src/index.ts';

/** A clock that only work moves, and contenders that take so many milliseconds for a unit. */
function aBench() {
  let nowMs = 0;
  const order: string[] = [];
  const contender = (name: string, msPerUnit: number): Contender => ({
    name,
    prepare: async (units) => {
      nowMs += 1_000; // outside the clock
      return async () => {
        order.push(name);
        nowMs += units * msPerUnit;
      };
    },
  });
  return { contender, order, now: () => nowMs };
}

test('every contender works as long as every other in each round, whatever it costs to prepare', async () => {
  const { contender, now } = aBench();
  const samples = await interleave([contender('fast', 0.1), contender('slow', 2)], { sliceMs: 400, rounds: 3, now });
  expect(samples.get('fast')?.map(({ units, elapsedMs }) => [units, Math.round(elapsedMs)])).toEqual([
    [4_000, 400],
    [4_000, 400],
    [4_000, 400],
  ]);
  expect(samples.get('slow')?.map(({ units }) => units)).toEqual([200, 200, 200]);
});

test('every other round goes backwards, so that nobody always follows the same neighbor', async () => {
  const { contender, order, now } = aBench();
  // Each is so slow that the first try already says how slow.
  const contenders = ['a', 'b', 'c'].map((name) => contender(name, 10));
  await interleave(contenders, { sliceMs: 640, rounds: 2, now });
  expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'c', 'b', 'a']);
});

test('the processor time of a server is that of the slice alone', async () => {
  let micros = 0;
  const contender: Contender = {
    name: 'a',
    prepare: async (units) => {
      micros += 1_000_000; // a server may have to help with the preparation
      return async () => {
        micros += units * 5;
      };
    },
    serverMicros: () => micros,
  };
  let nowMs = 0;
  const samples = await interleave([contender], { sliceMs: 100, rounds: 1, now: () => (nowMs += 100) });
  expect(samples.get('a')).toEqual([{ units: 64, elapsedMs: 100, serverMicros: 320 }]);
});
