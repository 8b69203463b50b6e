import { expect, test } from 'vitest';
import { type FailoverProgress, planOf } from '../../page/model/stages-model.ts';

const at = (seconds: number) => new Date(Date.UTC(2030, 0, 1, 0, 0, 0, seconds * 1000)).toISOString();
const record = (stage: string, from: number, to: number) =>
  ({ stage, startedAt: at(from), endedAt: at(to), text: `${stage} done` }) as FailoverProgress['stages'][number];

const promoted = [record('promote-database', 3, 3.4), record('wait-lease', 3, 4)];
const all = [...promoted, record('open-writes', 4, 5), record('recover-services', 5, 7), record('verify-canary', 7, 8)];

function plan(over: Partial<FailoverProgress> = {}) {
  return planOf(
    {
      epoch: 2,
      fromRegion: 'us-east-1',
      toRegion: 'us-east-2',
      stages: all,
      since: at(2.5),
      report: { firstBreachAt: at(0), decidedAt: at(2), signals: ['acknowledge'] },
      nowMs: undefined,
      ...over,
    },
    { 'confirm-order': 30, 'begin-epoch': 15, 'promote-database': 60 },
  );
}
const rowOf = (name: string, over: Partial<FailoverProgress> = {}) =>
  plan(over).rows.find(({ stage }) => stage === name);

test('a failover lasts from the first bad look to its canary', () => {
  expect(plan()).toMatchObject({ isUnderWay: false, totalMs: 8000, beganAt: at(0) });
  expect(plan().rows.map(({ tookMs }) => tookMs)).toEqual([2000, 500, 400, 1000, 1000, 2000, 1000]);
});

test('of stages side by side the longer one is critical', () => {
  expect(
    plan()
      .rows.filter(({ isCritical }) => !isCritical)
      .map(({ stage }) => stage),
  ).toEqual(['promote-database']);
  const slow = [record('promote-database', 3, 9), record('wait-lease', 3, 4)];
  expect(rowOf('wait-lease', { stages: slow })?.isCritical).toBe(false);
});

test('budgets are those of the functions', () => {
  expect(rowOf('fence')?.budgetMs).toBe(45_000);
  expect(rowOf('promote-database')?.budgetMs).toBe(60_000);
  expect(rowOf('notice')).not.toHaveProperty('budgetMs');
});

test('stages side by side run at once, and what follows waits for both', () => {
  const underWay = { stages: [], nowMs: Date.parse(at(3)) };
  expect(plan(underWay).rows.map(({ state }) => state)).toEqual([
    ...['done', 'done', 'running', 'running', 'waiting', 'waiting', 'waiting'],
  ]);
  const half = { stages: promoted.slice(0, 1), nowMs: Date.parse(at(3.6)) };
  expect(
    plan(half)
      .rows.slice(2, 5)
      .map(({ state }) => state),
  ).toEqual(['done', 'running', 'waiting']);
});

test('the stage at work began when the one before ended', () => {
  const row = rowOf('open-writes', { stages: promoted, nowMs: Date.parse(at(6)) });
  expect(row).toMatchObject({ state: 'running', fromMs: 4000, tookMs: 2000 });
});

test('without a report the failover begins with its epoch', () => {
  expect(plan({ report: undefined })).toMatchObject({ beganAt: at(2.5), totalMs: 5500 });
  expect(rowOf('notice', { report: undefined })).toMatchObject({ state: 'waiting', text: 'no record of it yet' });
});

test('a decision that is noted later than its epoch makes no negative time', () => {
  const report = { firstBreachAt: at(3), decidedAt: at(4), signals: [] };
  expect(plan({ report }).rows.every(({ tookMs, fromMs }) => tookMs >= 0 && fromMs >= 0)).toBe(true);
});
