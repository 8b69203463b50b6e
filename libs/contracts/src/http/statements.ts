import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { MerchantId } from '../ids.ts';
import { AmountMinorOrZero, BalanceMinor, Currency } from '../money.ts';
import { TransferView } from './ledger-views.ts';
import { OperationView } from './operations.ts';
import { completeness, ListTime, ledgerPageOf, PageQuery } from './paging.ts';

/** Query of the lists by merchant and time. */
export const MovementListQuery = PageQuery.extend({
  merchant_id: OwnMerchantId,
  recorded_from: ListTime.optional().meta({ description: 'Only what was recorded then or later' }),
  recorded_before: ListTime.optional().meta({ description: 'Only what was recorded earlier' }),
});
export type MovementListQuery = z.infer<typeof MovementListQuery>;

/** Answer of `GET /transactions/v1/transfers`: a page, those recorded last first. */
export const MerchantTransferPage = ledgerPageOf(TransferView).meta({
  id: 'MerchantTransferPage',
  description: "Transfers of a merchant's accounts, those recorded last first",
});
export type MerchantTransferPage = z.infer<typeof MerchantTransferPage>;

/** Answer of `GET /transactions/v1/captures` and `/refunds`: a page, those recorded last first. */
export const MerchantOperationPage = ledgerPageOf(OperationView).meta({
  id: 'MerchantOperationPage',
  description: "Operations on a merchant's payments, those recorded last first",
});
export type MerchantOperationPage = z.infer<typeof MerchantOperationPage>;

/** Query of `GET /transactions/v1/statements`. */
export const StatementQuery = z.strictObject({
  merchant_id: OwnMerchantId,
  currency: Currency,
  from: ListTime.meta({ description: 'Opening: everything recorded earlier' }),
  until: ListTime.meta({ description: 'Closing: everything recorded earlier; not before `from`' }),
});
export type StatementQuery = z.infer<typeof StatementQuery>;

const Balance = z.object({
  /** Owed to the merchant; below zero when the merchant owes us. */
  available_minor: BalanceMinor,
  /** Held by authorizations. */
  pending_minor: BalanceMinor,
});

/** Answer of `GET /transactions/v1/statements`: closing = opening + credited - debited, of each balance. */
export const Statement = z
  .object({
    merchant_id: MerchantId,
    currency: Currency,
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    opening: Balance,
    closing: Balance,
    movements: z.array(
      z.object({
        balance: z.enum(['available', 'pending']),
        purpose: TransferView.shape.purpose,
        credited_minor: AmountMinorOrZero,
        debited_minor: AmountMinorOrZero,
        transfers: z.number().int().min(1),
      }),
    ),
    /** Nothing recorded before `until` can still appear: it is a minute ago, and this is the active region. */
    is_final: z.boolean(),
    ...completeness,
  })
  .meta({ id: 'Statement', description: "What moved a merchant's balance in one currency" });
export type Statement = z.infer<typeof Statement>;
