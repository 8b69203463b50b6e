import type { Histories } from '../evidence-folder/histories.ts';
import type { Report } from '../report/report.ts';
import type { Span } from './chart/scale.ts';

/** Everything that a section of the page is made from. */
export interface PageParts {
  readonly report: Report;
  readonly histories: Histories;
}

/** When the first fault began that clients could feel; the load's beginning without one. */
export function brokenAtMs({ report, histories }: PageParts): number {
  return report.faults.find(({ isFelt }) => isFelt)?.fromMs ?? histories.loaded.fromMs;
}

/** A takeover that ends later than this after the load is not drawn to its end. */
const afterLoadMsMax = 120_000;

/** The time that charts show: the load, and the takeover to its end. */
export function spanOf(parts: PageParts): Span {
  const { report, histories } = parts;
  const { fromMs, toMs } = histories.loaded;
  const ends = histories.failovers.flatMap(({ stages }) => stages.map(({ endedAt }) => onClock(report, endedAt)));
  const zeroMs = brokenAtMs(parts);
  // Whole seconds before the fault, so that no second is half before and half after it.
  const before = Math.ceil((zeroMs - fromMs) / 1000) * 1000;
  return { fromMs: zeroMs - before, toMs: Math.min(Math.max(toMs, ...ends), toMs + afterLoadMsMax) + 500, zeroMs };
}

/** A wall-clock time on the drill's clock. */
export function onClock({ startedAt }: Pick<Report, 'startedAt'>, at: string): number {
  return Date.parse(at) - Date.parse(startedAt);
}
