import { z } from 'zod';
import { MerchantId, PaymentId, TransferId } from '../ids.ts';
import { AmountMinor, BalanceMinor, Currency } from '../money.ts';
import { completeness, ledgerPageOf } from './paging.ts';

/** One debit and one credit of the same amount. Accounts are named `owner/kind/currency`, e.g. `merchant/acme/payable/EUR`. */
export const TransferView = z
  .object({
    id: TransferId,
    payment_id: PaymentId,
    /** Version of the payment that it belongs to: that of the operation which made it. */
    version: z.number().int().min(2),
    purpose: z.enum(['hold', 'release', 'capture', 'fee', 'refund', 'shortfall']),
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
