/** How fast a bucket of tokens fills, and how much it holds. A request takes one token. */
export interface BucketShape {
  readonly requestsPerSecond: number;
  /** A full bucket holds the tokens of so many seconds. */
  readonly windowSeconds: number;
}

/*
 * A bucket is one number: the moment at which it is full if nobody takes a token (ITU-T I.371, generic cell rate algorithm).
 * Moments are microseconds since 1970, so that a token's time is a whole number at every rate.
 */

/** Microseconds in which one token comes in. */
export function tokenMicrosOf({ requestsPerSecond }: BucketShape): number {
  return Math.ceil(1_000_000 / requestsPerSecond);
}

/** Tokens in a full bucket. */
export function capacityOf({ requestsPerSecond, windowSeconds }: BucketShape): number {
  return requestsPerSecond * windowSeconds;
}

/** Whole tokens in the bucket at a moment; none when the clock that wrote it is ahead of ours by more than it holds. */
export function tokensAt(fullAtMicros: number, nowMicros: number, shape: BucketShape): number {
  const missing = Math.ceil(Math.max(0, fullAtMicros - nowMicros) / tokenMicrosOf(shape));
  return Math.max(0, capacityOf(shape) - missing);
}

/** The moment from which a bucket holds a token. */
export function nextTokenMicros(fullAtMicros: number, shape: BucketShape): number {
  return fullAtMicros - (capacityOf(shape) - 1) * tokenMicrosOf(shape);
}
