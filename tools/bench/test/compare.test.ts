import { expect, test } from 'vitest';
import { costRatioOf, rateOf, ratioOf, serverMicrosPerUnit } from '../src/compare.ts';
import type { Sample } from '../src/contender.ts';

const sample = (units: number, elapsedMs: number, serverMicros?: number): Sample => ({
  units,
  elapsedMs,
  serverMicros,
});

test('a ratio compares within a round, so that a machine that slows down does not move it', () => {
  const samples = new Map([
    ['ours', [sample(90, 100), sample(90, 1_000), sample(90, 10_000)]],
    ['theirs', [sample(100, 100), sample(100, 1_000), sample(100, 10_000)]],
  ]);
  const { median, low, high } = ratioOf(samples, { of: 'ours', to: 'theirs' });
  for (const value of [median, low, high]) expect(value).toBeCloseTo(0.9);
});

test('the middle of an even number of rounds lies between the two in the middle', () => {
  const rates = rateOf([sample(1, 1_000), sample(2, 1_000), sample(3, 1_000), sample(4, 1_000)]);
  expect(rates).toEqual({ median: 2.5, low: 1.75, high: 3.25 });
});

test('the processor time of a unit is that of all rounds together, because one is too short for the ticks', () => {
  expect(serverMicrosPerUnit([sample(100, 1, 0), sample(100, 1, 10_000)])).toBe(50);
});

test('a cost compares processor time within a round, however long the units took', () => {
  const samples = new Map([
    ['ours', [sample(10, 1, 50), sample(20, 900, 300), sample(1, 7, 15)]],
    ['theirs', [sample(1, 1_000, 100), sample(2, 1, 600), sample(3, 3, 900)]],
  ]);
  const { median, low, high } = costRatioOf(samples, { of: 'ours', to: 'theirs' });
  for (const value of [median, low, high]) expect(value).toBeCloseTo(0.05);
});

test('a cost is refused where a contender does not know its processor time', () => {
  const samples = new Map([
    ['ours', [sample(1, 1, 1)]],
    ['theirs', [sample(1, 1)]],
  ]);
  expect(() => costRatioOf(samples, { of: 'ours', to: 'theirs' })).toThrow('processor time');
});

test('the processor time is unknown where no round knows it', () => {
  expect(serverMicrosPerUnit([sample(100, 1)])).toBeUndefined();
});

test('a contender that was not measured is named together with those that were', () => {
  expect(() => ratioOf(new Map([['ours', [sample(1, 1)]]]), { of: 'ours', to: 'others' })).toThrow(
    'contender must be one of ours, got others',
  );
});
