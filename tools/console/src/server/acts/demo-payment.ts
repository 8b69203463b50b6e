import type { CreatePaymentRequest } from '@redoubt/contracts';
import { demoMerchantId } from '../../wire.ts';

/** Amounts of the load, in cents: below the limit from which a payment is held for a review. */
const amountMinor = { min: 100, max: 9_999 } as const;

/** A payment as a shop takes it. */
export function demoPayment(draw: () => number): CreatePaymentRequest {
  const cents = amountMinor.min + Math.floor(draw() * (amountMinor.max - amountMinor.min + 1));
  const order = Math.floor(draw() * 900_000) + 100_000;
  return { merchant_id: demoMerchantId, amount_minor: String(cents), currency: 'EUR', reference: `order ${order}` };
}
