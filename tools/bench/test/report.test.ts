import { expect, test } from 'vitest';
import type { BenchReport } from '../src/figure.ts';
import { isMet } from '../src/figure.ts';
import { linesOf } from '../src/print-report.ts';
import { interleavingOf } from '../src/run-bench.ts';

const exactly = (value: number) => ({ median: value, low: value, high: value });

const report: BenchReport = {
  bench: 'ledger',
  conditions: { processors: '2 of a kind', node: '24.21.0' },
  paces: [
    { name: 'ours', perSecond: { median: 4_900, low: 4_800, high: 5_100 }, serverMicros: 160 },
    { name: 'theirs', perSecond: { median: 5_000, low: 4_900, high: 5_200 } },
  ],
  figures: [
    {
      name: 'ours to theirs',
      value: { median: 0.98, low: 0.95, high: 1.01 },
      target: { atLeast: 0.95 },
      limitedBy: 'the processor',
    },
    { name: 'cost', value: exactly(4), target: { atMost: 3 }, limitedBy: 'a digest' },
    { name: 'statements', value: exactly(2), target: { exactly: 1 }, limitedBy: 'a round trip each' },
  ],
};

test('a report says under which conditions, what was reached, whether that is enough, and what limits it', () => {
  expect(linesOf(report).join('\n')).toMatchInlineSnapshot(`
    "Bench ledger

      processors  2 of a kind
      node        24.21.0

      ours    4900/s  (4800–5100)  160 µs of the server's processor each
      theirs  5000/s  (4900–5200)

      ours to theirs  0.98 (0.95–1.01)  at least 0.95: met
        limited by the processor
      cost  4  at most 3: MISSED
        limited by a digest
      statements  2  exactly 1: MISSED
        limited by a round trip each"
  `);
});

test.each([
  ['at the target', 0.95, { atLeast: 0.95 }, true],
  ['just below it', 0.9499, { atLeast: 0.95 }, false],
  ['at a bound from above', 3, { atMost: 3 }, true],
  ['just above it', 3.0001, { atMost: 3 }, false],
  ['the very number', 1, { exactly: 1 }, true],
  ['another number', 1.01, { exactly: 1 }, false],
])('a figure %s counts as it should', (_, value, target, expected) => {
  expect(isMet({ name: 'x', value: exactly(value), target, limitedBy: 'y' })).toBe(expected);
});

test('a figure without a target is neither met nor missed', () => {
  expect(isMet({ name: 'x', value: exactly(1), limitedBy: 'y' })).toBeUndefined();
});

test.each(['0.9', '601', 'long', ''])('--seconds %o is refused with what it may be', (seconds) => {
  expect(() => interleavingOf([`--seconds=${seconds}`])).toThrow(
    `--seconds must be 1 to 600 for each contender, got ${seconds}`,
  );
});

test.each([
  ['1', 3],
  ['600', 1_500],
])('--seconds %s is %d rounds for each contender', (seconds, rounds) => {
  expect(interleavingOf(['--seconds', seconds]).rounds).toBe(rounds);
});
