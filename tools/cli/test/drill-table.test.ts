import type { DrillResult, Report } from '@redoubt/drill';
import { expect, test } from 'vitest';
import { resultLines } from '../src/output/drill-table.ts';

const state = { atMs: 0, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' };
const report = {
  verdict: { pass: true, acknowledged: 120, findings: [] },
  objectivesMissed: [],
  states: [
    { ...state, epoch: 1 },
    { ...state, epoch: 2 },
  ],
  achieved: { moneyStoodStillMs: 4200, firstPostedMs: 6000 },
  standstills: [
    { fromMs: 10_000, toMs: 12_000 },
    { fromMs: 30_000, toMs: 32_200 },
  ],
  tookMs: 45_000,
} as unknown as Report;
const linesOf = (results: readonly DrillResult[]) => resultLines(results).filter((line) => line !== '');

test('a drill is one line: outcome, epochs, how long money stood still, and its first and last interval', () => {
  const [head, line] = linesOf([{ scenario: 'region-loss', report }]);
  expect(head).toContain('stood still');
  expect(line?.split(/ {2,}/)).toEqual([
    ...['region-loss', 'passed', '1', '4.2 s', '10.0 s–12.0 s', '30.0 s–32.2 s', '120', '45.0 s'],
  ]);
});

test('a breach outweighs a missed objective, and a drill that was not carried out says why', () => {
  const finding = { rule: 'lost' as const, subject: 'pay_1', text: 'acknowledged, not in the ledger' };
  const verdict = { ...report.verdict, pass: false, findings: [finding] };
  const objectivesMissed = ['firstPostedMs'] as const;
  const lines = linesOf([
    { scenario: 'gray', report: { ...report, verdict, objectivesMissed } },
    { scenario: 'zombie', report: { ...report, objectivesMissed } },
    { scenario: 'partition', failure: 'no cloud' },
  ]);
  expect(lines[1]).toMatch(/^gray +FAILED .* lost: acknowledged, not in the ledger$/);
  expect(lines[2]).toMatch(/^zombie +MISSED .* firstPostedMs 6000$/);
  expect(lines[3]).toMatch(/^partition +NOT CARRIED OUT +no cloud$/);
});
