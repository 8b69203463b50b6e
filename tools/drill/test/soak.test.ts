import { expect, test } from 'vitest';
import { Random } from '../src/random.ts';
import { distributionOf } from '../src/soak/distribution.ts';
import { planRun } from '../src/soak/plan-run.ts';

test('a distribution names values that occurred, and counts those that are missing', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(distributionOf([...values, null])).toEqual({
    ...{ runs: 101, missing: 1, min: 1, p50: 50, p90: 90, p99: 99, max: 100 },
  });
  expect(distributionOf([7])).toMatchObject({ min: 7, p50: 7, p99: 7, max: 7, missing: 0 });
  expect(distributionOf([null])).toBeUndefined();
});

test('runs of a soak share no number and no key', () => {
  const planned = [1, 2, 3].flatMap((run) => planRun('soak', run, new Random(run)));
  expect(new Set(planned.map(({ number }) => number)).size).toBe(planned.length);
  expect(new Set(planned.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(planned.length);
});

test('the same seed plans the same run, and every change follows its payment', () => {
  expect(planRun('soak', 1, new Random(7))).toEqual(planRun('soak', 1, new Random(7)));
  for (const planned of planRun('soak', 1, new Random(7))) {
    if (planned.purpose === 'change') expect(planned.after).toBe(planned.number - 1);
  }
});
