/** How long and how often one call is tried. */
export interface RetryBounds {
  /** Times that a call is sent, the first included. */
  readonly triesMax: number;
  /** Time for all tries and the pauses between them, in milliseconds. */
  readonly totalMsMax: number;
  /** Time for one try, in milliseconds; one that takes longer counts as no answer. */
  readonly tryMsMax: number;
  /** Longest pause that is not the server's wish, in milliseconds. */
  readonly pauseMsMax: number;
}

/**
 * One answer of a hundred may take 10 s (alarm `validation-api-latency`). Pauses of twelve tries add up to some 20 s: a deployment or the fault
 * of one machine is over by then, the loss of a region may take minutes. Then the caller repeats the call with its key.
 */
export const retryDefaults: RetryBounds = { triesMax: 12, totalMsMax: 60_000, tryMsMax: 10_000, pauseMsMax: 5000 };

/** Pause after the first try, at most, in milliseconds; it doubles with each. */
const firstPauseMs = 200;

/**
 * Pause after a try, in milliseconds: by chance between nothing and a bound that doubles, so that those who failed together don't come back
 * together; on top of what the server asks for.
 *
 * @param tries that were made
 * @param random from 0 to 1
 */
export function pauseMsAfter(
  tries: number,
  { pauseMsMax, retryAfterMs, random }: Pick<RetryBounds, 'pauseMsMax'> & { retryAfterMs: number; random: number },
): number {
  return retryAfterMs + random * Math.min(pauseMsMax, firstPauseMs * 2 ** (tries - 1));
}

/** Reads the seconds of `Retry-After` into milliseconds; 0 without. The API sends no dates (RFC 9110, section 10.2.3). */
export function retryAfterMsOf(header: string | null): number {
  return header !== null && /^[0-9]{1,9}$/.test(header) ? Number(header) * 1000 : 0;
}
