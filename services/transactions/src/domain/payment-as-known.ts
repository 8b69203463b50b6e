import type { PaymentView } from '@redoubt/contracts';
import type { PaymentChange } from './payment-change.ts';

/**
 * A payment as its changes show it, in any order and with repeats; undefined when there is none.
 *
 * The newest epoch counts, and within it the highest version: a promoted ledger may have lost versions that were announced,
 * and assign their numbers again. No event carries fees, so this view lacks them.
 */
export function paymentAsKnown(changes: readonly PaymentChange[]): PaymentView | undefined {
  const newestFirst = changes.toSorted((left, right) => right.epoch - left.epoch || right.version - left.version);
  const [newest] = newestFirst;
  const [oldest] = changes.toSorted((left, right) => left.version - right.version);
  if (newest === undefined || oldest === undefined) return undefined;
  const { paymentId, status, merchantId, amountMinor, currency, reference, reason, version, at } = newest;
  const { heldMinor, capturedMinor, refundedMinor, disputedMinor, chargedBackMinor } = newest;
  const hasTerm = status === 'review' || (heldMinor !== undefined && BigInt(heldMinor) > 0n);
  return {
    id: paymentId,
    status,
    merchant_id: merchantId,
    amount_minor: amountMinor,
    currency,
    reference,
    reason,
    review: newestFirst.find(({ review }) => review !== undefined)?.review,
    held_minor: heldMinor,
    captured_minor: capturedMinor,
    refunded_minor: refundedMinor,
    disputed_minor: disputedMinor,
    charged_back_minor: chargedBackMinor,
    expires_at: hasTerm ? newestFirst.find(({ holdsUntil }) => holdsUntil !== undefined)?.holdsUntil : undefined,
    version,
    created_at: oldest.at,
    updated_at: at,
  };
}
