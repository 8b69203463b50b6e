import { type CreatePaymentRequest, containsCardNumber, type Money, money } from '@redoubt/contracts';
import { type AmountLimit, limitIn } from './amount-limit.ts';

/** Fields that clients fill as they like, and that are stored. */
const freeFields = ['reference', 'customer_id', 'merchant_id'] as const;
export type FreeField = (typeof freeFields)[number];

/** Whether a payment is one that we take. */
export type Assessment =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'refused'; readonly reason: 'amount_over_limit'; readonly limit: Money }
  | { readonly outcome: 'refused'; readonly reason: 'card_number'; readonly field: FreeField };

/** Decides on a request whose form is already known to be right. */
export function assessPayment(request: CreatePaymentRequest, limit: AmountLimit): Assessment {
  const field = freeFields.find((name) => containsCardNumber(request[name] ?? ''));
  if (field !== undefined) return { outcome: 'refused', reason: 'card_number', field };

  const amount = money(BigInt(request.amount_minor), request.currency);
  const amountMax = limitIn(amount.currency, limit);
  if (amount.amountMinor > amountMax.amountMinor) {
    return { outcome: 'refused', reason: 'amount_over_limit', limit: amountMax };
  }
  return { outcome: 'accepted' };
}
