import { expect, test } from 'vitest';
import { findRegressions, limitOf, median } from '../../src/history/find-regressions.ts';
import { historyPage } from '../../src/history/history-page.ts';
import type { Run } from '../../src/history/read-runs.ts';
import { Random } from '../../src/random.ts';

const seed = Number(process.env['SEED'] ?? 15);

/** Runs of one scenario with these figures, some tenths of a second apart from drill to drill. */
function someRuns(count: number, { lastMs = 0, scenario = 'region-loss' } = {}): readonly Run[] {
  const random = new Random(seed);
  return Array.from({ length: count }, (_, at) => {
    const recover = 2400 + random.between(-300, 300) + (at === count - 1 ? lastMs : 0);
    return {
      ...{ folder: `/reports/${at}`, scenario, seed: at, commit: 'c'.repeat(40), passed: true, busyness: 0.5 },
      ...{ tookMs: 48_000, objectives: { detectedMs: 4000 } },
      startedAt: new Date(Date.UTC(2030, 0, 1 + at)).toISOString(),
      figures: { detectedMs: 2000 + random.between(-50, 50), 'stage recover-services': recover, firstChangedMs: null },
    };
  });
}

test('twenty alike runs show no regression', () => {
  expect(findRegressions(someRuns(20))).toEqual([]);
});

test('two seconds that were planted in one stage of the last run are flagged, and nothing else', () => {
  const found = findRegressions(someRuns(20, { lastMs: 2000 }));
  expect(found.map(({ figure }) => figure)).toEqual(['stage recover-services']);
  expect(found[0]?.folder).toBe('/reports/19');
});

test('two seconds in a run before the last are no regression of the last', () => {
  const slow = someRuns(19, { lastMs: 2000 });
  const [, ...rest] = someRuns(20).slice(-2);
  expect(findRegressions([...slow, ...rest])).toEqual([]);
});

test('three runs before the last are enough to compare with, two are not', () => {
  expect(findRegressions(someRuns(4, { lastMs: 9000 })).length).toBe(1);
  expect(findRegressions(someRuns(3, { lastMs: 9000 }))).toEqual([]);
});

test('scenarios are compared with themselves alone', () => {
  const quick = someRuns(6);
  const slow = someRuns(6, { scenario: 'lag-burst' }).map((run) => ({ ...run, figures: { detectedMs: 90_000 } }));
  expect(findRegressions([...quick, ...slow])).toEqual([]);
});

test('a time that was seen before and is not seen any more is a regression', () => {
  const runs = someRuns(5);
  const last = { ...(runs.at(-1) as Run), figures: { detectedMs: null } };
  expect(findRegressions([...runs.slice(0, -1), last])).toMatchObject([{ figure: 'detectedMs', lastMs: null }]);
});

test.each([
  ['a second above the median', [1000, 1000, 1000], 2000],
  ['a quarter above a long one', [40_000, 40_000, 40_000], 50_000],
  ['five median deviations above one that varies', [1000, 2000, 3000], 7000],
])('a limit is %s', (_, before, limit) => {
  expect(limitOf(before)).toBe(limit);
  const run = (figure: number, at: number): Run => ({ ...(someRuns(1)[0] as Run), seed: at, figures: { figure } });
  expect(findRegressions([...before, limit].map(run))).toEqual([]);
  expect(findRegressions([...before, limit + 1].map(run)).length).toBe(1);
});

test('the median of an even number is between the two in the middle', () => {
  expect([median([1, 9, 5]), median([1, 3, 5, 100])]).toEqual([5, 4]);
});

test('the page shows every figure of every run, and says first what became slower', () => {
  const page = historyPage(someRuns(20, { lastMs: 2000 }));
  expect(page).toMatch(
    /<strong>Slower than usual:<\/strong> stage recover-services of region-loss: \d\.\d s where \d\.\d s is usual\./,
  );
  const drawings = page.split('<svg').slice(1);
  expect(drawings.map((drawing) => drawing.match(/<circle/g)?.length)).toEqual([20, 20]);
  expect(page).not.toMatch(/<script|\b(src|href)=|NaN/);
  expect(historyPage(someRuns(1))).toContain('<strong>Nothing is slower</strong>');
});
