import { z } from 'zod';
import { MerchantId, PaymentId, PayoutId, TransferId } from '../ids.ts';
import { AmountMinor, AmountMinorOrZero, BalanceMinor, Currency } from '../money.ts';
import { completeness, ledgerPageOf } from './paging.ts';

/** One debit and one credit of the same amount. Accounts are named `owner/kind/currency`, e.g. `merchant/acme/payable/EUR`. */
export const TransferView = z
  .object({
    id: TransferId,
    /** Absent where it pays a merchant out: then there is the payout. */
    payment_id: PaymentId.optional(),
    payout_id: PayoutId.optional(),
    /** Version of the payment that it belongs to: that of the operation which made it. */
    version: z.number().int().min(2).optional(),
    purpose: z.enum([
      ...(['hold', 'release', 'capture', 'fee', 'refund', 'fee_refund', 'shortfall'] as const),
      ...(['dispute', 'dispute_fee', 'dispute_reversal', 'dispute_fee_refund', 'settlement'] as const),
    ]),
    debit_account: z.string(),
    credit_account: z.string(),
    amount_minor: AmountMinor,
    currency: Currency,
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'TransferView', description: 'One debit and one credit of the same amount' });
export type TransferView = z.infer<typeof TransferView>;

/** Answer of `GET /transactions/v1/payments/{id}/transfers`: a page, oldest first. */
export const TransferPage = ledgerPageOf(TransferView).meta({
  id: 'TransferPage',
  description: 'Transfers of a payment, oldest first',
});
export type TransferPage = z.infer<typeof TransferPage>;

/** Answer of `GET /transactions/v1/merchants/{id}/balances`: one entry for each currency that the merchant ever took. */
export const BalanceList = z
  .object({
    merchant_id: MerchantId,
    data: z.array(
      z.object({
        currency: Currency,
        /** Owed to the merchant; below zero when the merchant owes us. */
        payable_minor: BalanceMinor,
        /** Held by authorizations. */
        held_minor: BalanceMinor,
        /** Available to refunds now: the balance owed and the overdraft. */
        refundable_minor: BalanceMinor,
      }),
    ),
    ...completeness,
  })
  .meta({ id: 'BalanceList', description: "A merchant's balances, by currency" });
export type BalanceList = z.infer<typeof BalanceList>;

/** A payout: of one day, to one merchant, in one currency. */
export const PayoutView = z
  .object({
    id: PayoutId,
    merchant_id: MerchantId,
    currency: Currency,
    /** The day that was cut, by UTC. */
    day: z.iso.date(),
    /** The balance when the day was over; below zero it is carried on. */
    balance_minor: BalanceMinor,
    amount_minor: AmountMinorOrZero,
    /** Withheld of this payout for the reserve, and the whole reserve with it. */
    withheld_minor: AmountMinorOrZero,
    reserve_minor: AmountMinorOrZero,
    created_at: z.iso.datetime(),
    /** When the bank had the order; left out before, and where nothing was paid. */
    sent_at: z.iso.datetime().optional(),
  })
  .meta({ id: 'PayoutView', description: 'What was paid out to a merchant of one day, in one currency' });
export type PayoutView = z.infer<typeof PayoutView>;

/** Answer of `GET /transactions/v1/merchants/{id}/payouts`: a page, the newest day first. */
export const PayoutPage = ledgerPageOf(PayoutView).meta({
  id: 'PayoutPage',
  description: 'Payouts of a merchant, the newest day first',
});
export type PayoutPage = z.infer<typeof PayoutPage>;
