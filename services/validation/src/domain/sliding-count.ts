/** Counts of two windows in a row, the later of which is still running. */
export interface WindowCounts {
  readonly previous: number;
  readonly running: number;
}

/** Start of the window that a moment lies in, in milliseconds. */
export function windowStartMs(atMs: number, windowMs: number): number {
  return atMs - (atMs % windowMs);
}

/**
 * How many came within the last window, estimated from two fixed ones: the previous window counts by the part of it that
 * the last window still covers. Rounded up, so that one lookalike stays one until it is out of reach.
 */
export function slidingCount({ previous, running }: WindowCounts, atMs: number, windowMs: number): number {
  const elapsedMs = atMs - windowStartMs(atMs, windowMs);
  return running + Math.ceil((previous * (windowMs - elapsedMs)) / windowMs);
}
