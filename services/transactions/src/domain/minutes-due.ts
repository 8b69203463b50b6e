import { journalSlotMs } from '@redoubt/contracts';

/**
 * How long after a minute's end its journal slots can still grow: a request ends with API Gateway's 29 s at the latest,
 * whatever it was doing, and region clocks differ by less than the rest.
 */
export const settleMs = 60_000;

/**
 * Starts (in ms) of the minutes from the watermark on whose journal slots are complete, oldest first.
 *
 * @param span `watermarkMs` is the start of the first minute that was not examined yet; `minutesMax` limits one sweep
 */
export function minutesDue(span: {
  readonly watermarkMs: number;
  readonly nowMs: number;
  readonly minutesMax: number;
}): readonly number[] {
  const first = span.watermarkMs - (span.watermarkMs % journalSlotMs);
  const count = Math.floor((span.nowMs - settleMs - first) / journalSlotMs);
  return Array.from({ length: Math.max(0, Math.min(count, span.minutesMax)) }, (_, at) => first + at * journalSlotMs);
}
