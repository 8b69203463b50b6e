/**
 * How long the answer to an idempotency key is kept at least, in milliseconds: three days, so that a client that was down over
 * a weekend still gets the answer of Friday.
 *
 * After that the key is spent: ids follow from it, so it can not stand for another payment.
 */
export const idempotencyKeptMs = 72 * 60 * 60 * 1000;
