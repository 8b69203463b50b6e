import type { DrillResult } from '@redoubt/drill';
import { table } from './table.ts';

/** One line for each drill: the outcome, the epochs that began, how long money stood still, and the first breach. */
export function resultLines(results: readonly DrillResult[]): readonly string[] {
  const head = ['scenario', 'outcome', 'epochs', 'stood still', 'first', 'last', 'acknowledged', 'took', ''];
  return ['', ...table([head, ...results.map(cellsOf)]), ''];
}

function cellsOf({ scenario, report, failure }: DrillResult): readonly string[] {
  if (report === undefined) return [scenario, 'NOT CARRIED OUT', '', '', '', '', '', '', failure ?? ''];
  const { verdict, objectivesMissed, states, achieved, standstills, tookMs } = report;
  const outcome = verdict.pass ? (objectivesMissed.length === 0 ? 'passed' : 'MISSED') : 'FAILED';
  const began = (states.at(-1)?.epoch ?? 0) - (states[0]?.epoch ?? 0);
  const [finding] = verdict.findings;
  const missed = objectivesMissed.map((name) => `${name} ${achieved[name] ?? 'not seen'}`).join(', ');
  return [
    scenario,
    outcome,
    String(began),
    seconds(achieved.moneyStoodStillMs),
    intervalOf(standstills[0]),
    intervalOf(standstills.at(-1)),
    String(verdict.acknowledged),
    seconds(tookMs),
    finding === undefined ? missed : `${finding.rule}: ${finding.text}`.slice(0, 100),
  ];
}

function intervalOf(standstill: { readonly fromMs: number; readonly toMs: number } | undefined): string {
  return standstill === undefined ? '' : `${seconds(standstill.fromMs)}–${seconds(standstill.toMs)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
