import { journalSlotMs } from '@redoubt/contracts';

/**
 * How long after a minute's end its journal slots may still grow: API Gateway ends a request after 29 s, and the clocks of
 * regions differ by less than the rest.
 */
export const settleMs = 60_000;

/**
 * Starts (in ms) of the minutes after the watermark whose journal slots are complete, oldest first.
 *
 * @param span `watermarkMs` is the start of the first minute not examined yet; `minutesMax` bounds one sweep
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
