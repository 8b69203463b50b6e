import { expect, test } from 'vitest';
import { attemptMsOf } from '../../src/course/with-cloud.ts';

test.each([
  [10_000, 10_000],
  [120_000, 10_000],
  [121_000, 10_084],
  [200_000, 16_667],
  [3_600_000, 300_000],
])('in a wait of %i ms one attempt has %i: a whole number, as timers want it', (waitMsMax, attemptMs) => {
  expect(attemptMsOf(waitMsMax)).toBe(attemptMs);
});
