import type { MetricName, Statistic } from '../../definitions/alarm-definition.ts';

/** How long data points are kept, in seconds. */
const keptSeconds = 3600;
/** Metrics that are kept; the oldest goes first. */
const metricsMax = 5000;

/** Values of one second. */
interface Second {
  readonly at: number;
  count: number;
  sum: number;
  min: number;
  max: number;
}

/** A value, seen `count` times. */
export interface Datum {
  readonly value: number;
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** The metrics of one region that were put, with a resolution of one second. */
export class MetricStore {
  readonly #metrics = new Map<string, Second[]>();

  put(metric: MetricName, { value, count, atMs }: Datum): void {
    const key = keyOf(metric);
    const seconds = this.#metrics.get(key) ?? [];
    this.#metrics.set(key, seconds);
    if (this.#metrics.size > metricsMax) this.#forgetOldest();
    const at = Math.floor(atMs / 1000);
    // Nearly every value belongs to the latest second.
    let index = seconds.length - 1;
    while (index >= 0 && (seconds[index]?.at ?? 0) > at) index -= 1;
    const found = seconds[index];
    if (found?.at === at) {
      found.count += count;
      found.sum += value * count;
      found.min = Math.min(found.min, value);
      found.max = Math.max(found.max, value);
    } else {
      seconds.splice(index + 1, 0, { at, count, sum: value * count, min: value, max: value });
    }
    while ((seconds[0]?.at ?? at) < at - keptSeconds) seconds.shift();
  }

  /** A statistic over the values from `fromMs` to before `toMs`; undefined when there are none. */
  statistic(
    metric: MetricName,
    statistic: Statistic,
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  ): number | undefined {
    const [from, to] = [fromMs / 1000, toMs / 1000];
    const seconds = (this.#metrics.get(keyOf(metric)) ?? []).filter(({ at }) => at >= from && at < to);
    if (seconds.length === 0) return undefined;
    const count = seconds.reduce((total, second) => total + second.count, 0);
    const sum = seconds.reduce((total, second) => total + second.sum, 0);
    switch (statistic) {
      case 'Average':
        return sum / count;
      case 'Maximum':
        return Math.max(...seconds.map(({ max }) => max));
      case 'Minimum':
        return Math.min(...seconds.map(({ min }) => min));
      case 'SampleCount':
        return count;
      case 'Sum':
        return sum;
    }
  }

  #forgetOldest(): void {
    for (const key of this.#metrics.keys()) {
      this.#metrics.delete(key);
      return;
    }
  }
}

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
