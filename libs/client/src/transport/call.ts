/** One call of a merchant's program, however many requests it takes. */
export interface Call {
  readonly method: string;
  /** Path and query, below each of the bases. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  /** Undefined for reads, and for writes that take none. */
  readonly idempotencyKey: string | undefined;
  readonly signal: AbortSignal | undefined;
}
