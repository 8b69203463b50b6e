import type { DrillRow } from '../../../src/drill-wire.ts';

/** Drills of one commit; times in milliseconds. */
export interface CommitRow {
  /** Absent where git could not say. */
  readonly commit?: string;
  readonly firstRunAt: string;
  readonly times: readonly { readonly ms: number; readonly seed: number; readonly passed: boolean }[];
  /** Drills that never saw the figure. */
  readonly missing: number;
  /** Absent when none saw it. */
  readonly spread?: { readonly minMs: number; readonly medianMs: number; readonly maxMs: number };
}

/** How one figure of a scenario lies, commit by commit in the order of their first drill. @param runs oldest first */
export function recoveryByCommit(
  runs: readonly DrillRow[],
  { scenario, figure }: { readonly scenario: string; readonly figure: string },
): readonly CommitRow[] {
  const own = runs.filter((run) => run.scenario === scenario && figure in run.figures);
  const byCommit = new Map<string | null, DrillRow[]>();
  for (const run of own) byCommit.set(run.commit, [...(byCommit.get(run.commit) ?? []), run]);
  return [...byCommit].map(([commit, ofCommit]) => {
    const times = ofCommit.flatMap(({ figures, seed, passed }) => {
      const ms = figures[figure] ?? undefined;
      return ms === undefined ? [] : [{ ms, seed, passed }];
    });
    const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
    return {
      ...(commit === null ? {} : { commit }),
      firstRunAt: ofCommit[0]?.startedAt ?? '',
      times,
      missing: ofCommit.length - times.length,
      ...(sorted.length === 0
        ? {}
        : { spread: { minMs: sorted[0] ?? 0, medianMs: middleOf(sorted), maxMs: sorted.at(-1) ?? 0 } }),
    };
  });
}

/** The middle of sorted values; the mean of the two in the middle of an even number. */
export function middleOf(sorted: readonly number[]): number {
  const [lower = 0, upper = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return (lower + upper) / 2;
}
