/**
 * Nobody answered within the bounds of the call, at least not in a way that says what became of it.
 *
 * The outcome of a write is unknown: it may have been done. The same call with the same `idempotencyKey` may be repeated at any time and does
 * nothing twice; without a key the call takes none, and its effect must be looked up.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Key that the call was sent with; undefined for reads, and for writes that take none. */
  readonly idempotencyKey: string | undefined;
  /** How often it was sent. */
  readonly tries: number;

  /** @param cause of the last try: an error of `fetch`, or the problem that was answered */
  constructor({ tries, idempotencyKey, cause }: Pick<NoAnswer, 'tries' | 'idempotencyKey' | 'cause'>) {
    super(`no answer after ${tries} ${tries === 1 ? 'try' : 'tries'}: the outcome is unknown`, { cause });
    this.tries = tries;
    this.idempotencyKey = idempotencyKey;
  }
}
