import type { Run } from './read-runs.ts';

/** A figure of the last run that is worse than those before it allow for. */
export interface Regression {
  readonly scenario: string;
  readonly figure: string;
  readonly lastMs: number | null;
  /** Median of the runs before. */
  readonly medianMs: number;
  /** The last run may be as slow as this. */
  readonly limitMs: number;
  readonly folder: string;
}

/** Fewer runs before the last one say nothing about how much a figure varies. */
export const runsBeforeMin = 3;

/** A limit lies this many median deviations above the median: less is chance. */
const deviations = 5;
/** Smallest change that counts, in milliseconds and as part of the median: a second of a machine that was busy is none. */
const changeMin = { ms: 1000, part: 0.25 } as const;

/**
 * Compares the last run of each scenario with those before it, figure by figure.
 *
 * The median and the median deviation from it, because one bad run must neither hide the next one nor look like a trend.
 *
 * @param runs oldest first
 */
export function findRegressions(runs: readonly Run[]): readonly Regression[] {
  return [...Map.groupBy(runs, ({ scenario }) => scenario)].flatMap(([scenario, own]) => {
    const last = own.at(-1);
    if (last === undefined) return [];
    return Object.entries(last.figures).flatMap(([figure, lastMs]) => {
      const before = own.slice(0, -1).flatMap(({ figures }) => figures[figure] ?? []);
      if (before.length < runsBeforeMin) return [];
      const medianMs = median(before);
      const limitMs = limitOf(before);
      if (lastMs !== null && lastMs <= limitMs) return [];
      return [{ scenario, figure, lastMs, medianMs, limitMs, folder: last.folder }];
    });
  });
}

/** The greatest value that does not count as worse than these. */
export function limitOf(before: readonly number[]): number {
  const middle = median(before);
  const deviation = median(before.map((value) => Math.abs(value - middle)));
  return middle + Math.max(deviations * deviation, changeMin.ms, changeMin.part * middle);
}

/** The middle of some values; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const [lower = 0, upper = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return (lower + upper) / 2;
}
