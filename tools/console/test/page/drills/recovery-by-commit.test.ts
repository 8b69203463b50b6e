import { expect, test } from 'vitest';
import { recoveryByCommit } from '../../../page/model/drills/recovery-by-commit.ts';
import { usualMsOf } from '../../../page/model/drills/usual-time.ts';
import { aDrillRow } from './a-drill-row.ts';

const wanted = { scenario: 'region-loss', figure: 'firstPostedMs' };
const run = (commit: string | null, firstPostedMs: number | null, over = {}) =>
  aDrillRow({ commit, figures: { firstPostedMs }, ...over });

test('times lie commit by commit, in the order of the first drill of each', () => {
  const rows = recoveryByCommit(
    [run('b', 5000), run('a', 4000), run('b', 3000), run('b', 4100, { passed: false }), run(null, 1000)],
    wanted,
  );
  expect(rows.map(({ commit, spread }) => [commit, spread])).toEqual([
    ['b', { minMs: 3000, medianMs: 4100, maxMs: 5000 }],
    ['a', { minMs: 4000, medianMs: 4000, maxMs: 4000 }],
    [undefined, { minMs: 1000, medianMs: 1000, maxMs: 1000 }],
  ]);
  expect(rows[0]?.times.map(({ passed }) => passed)).toEqual([true, true, false]);
});

test('a drill that never saw the figure is counted, and is no time', () => {
  const [row] = recoveryByCommit([run('a', null), run('a', 4000), run('a', 4200)], wanted);
  expect(row).toMatchObject({ missing: 1, spread: { medianMs: 4100 } });
  expect(recoveryByCommit([run('a', null)], wanted)[0]?.spread).toBeUndefined();
});

test('drills of other scenarios, and without the figure, are left out', () => {
  expect(recoveryByCommit([run('a', 1, { scenario: 'partition' }), aDrillRow({ figures: {} })], wanted)).toEqual([]);
});

test('a drill usually takes the median of those before', () => {
  const runs = [40_000, 60_000, 50_000].map((tookMs) => aDrillRow({ tookMs }));
  expect(usualMsOf(runs, 'region-loss')).toBe(50_000);
  expect(usualMsOf(runs, 'partition')).toBeUndefined();
});
