import { expect, test } from 'vitest';
import { Random } from '../../src/random.ts';
import { lossMomentOf } from '../../src/scenario/lose-region.ts';

test('the same seed loses the region at the same moment', () => {
  expect(lossMomentOf(18, new Random(7))).toEqual(lossMomentOf(18, new Random(7)));
  expect(lossMomentOf(18, new Random(8))).not.toEqual(lossMomentOf(18, new Random(7)));
});

test('the region is lost in the first part of the load, after 300 to 1500 ms of held replication', () => {
  for (let seed = 0; seed < 200; seed++) {
    const { holdAfterMs, heldMs } = lossMomentOf(20, new Random(seed));
    expect(holdAfterMs).toBeGreaterThanOrEqual(4000);
    expect(holdAfterMs).toBeLessThanOrEqual(7000);
    expect(heldMs).toBeGreaterThanOrEqual(300);
    expect(heldMs).toBeLessThanOrEqual(1500);
  }
});
