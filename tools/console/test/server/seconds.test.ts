import { expect, test } from 'vitest';
import { Seconds } from '../../src/server/state/seconds.ts';

test('a second has its counts and its latencies', () => {
  const seconds = new Seconds();
  for (const latency of [10, 20, 30, 1000]) seconds.acknowledged(5_500, latency);
  seconds.failed(5_999);
  seconds.booked(5_000);
  seconds.booked(6_000);
  expect(seconds.newest(10)).toEqual([
    { at: 5, acknowledged: 4, failed: 1, booked: 1, p50Ms: 20, p99Ms: 1000 },
    { at: 6, acknowledged: 0, failed: 0, booked: 1 },
  ]);
});

test('rows that changed are given once, also older ones', () => {
  const seconds = new Seconds();
  seconds.booked(5_000);
  seconds.booked(6_000);
  expect(seconds.takeChanged()).toHaveLength(2);
  seconds.failed(5_000);
  expect(seconds.takeChanged()).toEqual([{ at: 5, acknowledged: 0, failed: 1, booked: 1 }]);
  expect(seconds.takeChanged()).toEqual([]);
});

test('keeps half an hour', () => {
  const seconds = new Seconds();
  for (let at = 0; at < 4000; at++) seconds.booked(at * 1000);
  expect(seconds.newest(10_000)).toHaveLength(1800);
  expect(seconds.newest(1)[0]?.at).toBe(3999);
});
