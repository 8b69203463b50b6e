/** Spread of a figure over many runs, in milliseconds. */
export interface Distribution {
  readonly runs: number;
  /** Runs without a value: it did not happen in time. */
  readonly missing: number;
  readonly min: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Nearest-rank percentiles; `undefined` when there is no value at all. */
export function distributionOf(values: readonly (number | null)[]): Distribution | undefined {
  const sorted = values.filter((value) => value !== null).toSorted((left, right) => left - right);
  const [min] = sorted;
  if (min === undefined) return undefined;
  const at = (percent: number): number => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? min;
  return {
    runs: values.length,
    missing: values.length - sorted.length,
    min,
    p50: at(50),
    p90: at(90),
    p99: at(99),
    max: at(100),
  };
}
