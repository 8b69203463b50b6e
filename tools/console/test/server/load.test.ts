import { expect, test } from 'vitest';
import { Load, type Sent } from '../../src/server/acts/load.ts';

/** A load whose payments end when the test says so. */
function aLoad() {
  const ends: ((sent: Sent) => void)[] = [];
  const load = new Load(() => new Promise((resolve) => ends.push(resolve)));
  return { load, ends };
}

test('sends as many as have become due, whatever became of those before', () => {
  const { load } = aLoad();
  load.setRate(100);
  const began = performance.now();
  load.tick(began + 250);
  expect(load.view().sent).toBeGreaterThanOrEqual(25);
  load.stop();
});

test('after a standstill it sends a second of payments at most', () => {
  const { load } = aLoad();
  load.setRate(50);
  load.tick(performance.now() + 3_600_000);
  expect(load.view().sent).toBe(50);
  load.stop();
});

test('has a thousand under way at most', () => {
  const { load } = aLoad();
  load.setRate(200);
  for (let second = 1; second <= 10; second++) load.tick(performance.now() + second * 1000);
  expect(load.view()).toMatchObject({ underWay: 1000, sent: 1000 });
  load.stop();
});

test('counts how payments end', async () => {
  const { load, ends } = aLoad();
  load.setRate(2);
  load.tick(performance.now() + 1000);
  ends[0]?.('acknowledged');
  ends[1]?.('given_up');
  await expect.poll(() => load.view()).toMatchObject({ underWay: 0, acknowledged: 1, givenUp: 1 });
  load.stop();
});

test.each([-1, 0.5, 201, Number.NaN])('a rate of %s is refused', (rate) => {
  expect(() => aLoad().load.setRate(rate)).toThrow(RangeError);
});

test.each([0, 1, 200])('a rate of %s is taken', (rate) => {
  const { load } = aLoad();
  load.setRate(rate);
  expect(load.view().rate).toBe(rate);
  load.stop();
});
