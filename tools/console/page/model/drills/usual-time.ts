import type { DrillRow } from '../../../src/drill-wire.ts';
import { middleOf } from './recovery-by-commit.ts';

/** How long drills of a scenario usually take, in milliseconds; undefined before the first one. */
export function usualMsOf(
  runs: readonly Pick<DrillRow, 'scenario' | 'tookMs'>[],
  scenario: string,
): number | undefined {
  const times = runs.filter((run) => run.scenario === scenario).map(({ tookMs }) => tookMs);
  return times.length === 0 ? undefined : middleOf(times.sort((a, b) => a - b));
}
