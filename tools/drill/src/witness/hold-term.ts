import { type PaymentState, versionOf } from './payment-model.ts';
import type { BookedPayment } from './read-book.ts';

/**
 * The end of a short hold, as its merchant can know it: it counts from the acceptance, which lay between request and answer. On the
 * drill's clock, in milliseconds.
 */
export interface HoldTerm {
  /** Before this nothing may have run out. */
  readonly earliestMs: number;
  /** After this it has run out; infinite without an acknowledgement. */
  readonly latestMs: number;
}

/** The most that a rounded time is off by, in milliseconds: the platform writes whole milliseconds, and its clock may be slewed. */
const roundingMs = 20;

/** The end of a payment's hold; `undefined` where it outlasts every drill. */
export function holdTermOf({
  intent: { holdSeconds },
  requestedAtMs,
  acknowledgedAtMs = Number.POSITIVE_INFINITY,
}: Pick<BookedPayment, 'intent' | 'requestedAtMs' | 'acknowledgedAtMs'>): HoldTerm | undefined {
  if (holdSeconds === undefined) return undefined;
  const lastsMs = holdSeconds * 1_000;
  return { earliestMs: requestedAtMs + lastsMs - roundingMs, latestMs: acknowledgedAtMs + lastsMs + roundingMs };
}

/** Where a payment stands once a sweep has released what was held. */
export function expired(state: PaymentState): PaymentState {
  const { heldMinor, operations } = state;
  if (heldMinor === 0n) return state;
  const expiry = { operation: 'expire', amountMinor: heldMinor, version: versionOf(state) + 1 } as const;
  return { ...state, heldMinor: 0n, operations: [...operations, expiry] };
}
