import type { Regression, Run } from '@redoubt/drill';
import { seconds } from './steps.ts';
import { table } from './table.ts';

/** Several drills for people: one line each, and every figure that became worse. */
export function historyLines(runs: readonly Run[], regressions: readonly Regression[]): readonly string[] {
  const names = ['detectedMs', 'firstAcceptedMs', 'firstPostedMs', 'moneyStoodStillMs'];
  const rows = runs.map(({ startedAt, scenario, seed, commit, passed, busyness, figures }) => [
    startedAt.slice(0, 16),
    scenario,
    String(seed),
    commit?.slice(0, 10) ?? 'unknown',
    passed ? 'passed' : 'FAILED',
    busyness.toFixed(1),
    ...names.map((name) => told(figures[name])),
  ]);
  const worse = regressions.map(({ scenario, figure, lastMs, medianMs, limitMs }) => {
    return `SLOWER  ${scenario}  ${figure}: ${told(lastMs)}, usual ${seconds(medianMs)}, limit ${seconds(limitMs)}`;
  });
  return [
    ...table([['began', 'scenario', 'seed', 'commit', 'verdict', 'load', ...names], ...rows]),
    '',
    ...(worse.length === 0 ? ['Nothing is slower in the last drill than those before allow for.'] : worse),
  ];
}

function told(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? 'not seen' : seconds(ms);
}
