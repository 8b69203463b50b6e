import {
  BalanceList,
  type OperationPage,
  type PaymentPage,
  type PaymentView,
  type TransferPage,
} from '@redoubt/contracts';
import { MaybeOperations, MaybePayment, MaybePayments, MaybeTransfers, Watermark } from './ledger-answers.ts';
import { LedgerStatements } from './ledger-statements.ts';

/** Start of a page: after a cursor, or at the beginning (empty). */
export interface PagePlace {
  readonly cursor: string;
  readonly pageMax: number;
}

/** Selects a merchant's payments by status and time. */
export interface PaymentFilter {
  readonly merchantId: string;
  readonly status?: string | undefined;
  /** Accepted then or later, RFC 3339. */
  readonly from?: string | undefined;
  /** Accepted earlier, RFC 3339. */
  readonly before?: string | undefined;
  /** Payments read per page; it ends there, full or not. */
  readonly scanMax: number;
}

/** Shows payments and balances: the functions of the database role `pay_reader`. */
export class LedgerReader extends LedgerStatements {
  async payment(paymentId: string): Promise<PaymentView | undefined> {
    return (await this.one(MaybePayment, 'select pay.payment_view(:paymentId)', { paymentId })) ?? undefined;
  }

  /** A page of a merchant's payments, newest first; undefined when the cursor is not valid for this filter. */
  async payments(
    { merchantId, scanMax, ...filter }: PaymentFilter,
    { cursor, pageMax }: PagePlace,
  ): Promise<PaymentPage | undefined> {
    const sql =
      'select pay.find_payments(:merchantId, cast(:filter as jsonb), :cursor, cast(:pageMax as int), cast(:scanMax as int))';
    const parameters = { merchantId, filter: JSON.stringify(filter), cursor, pageMax, scanMax };
    return (await this.one(MaybePayments, sql, parameters)) ?? undefined;
  }

  /** A merchant's balances by currency. */
  balances(merchantId: string): Promise<BalanceList> {
    return this.one(BalanceList, 'select pay.merchant_balances(:merchantId)', { merchantId });
  }

  /** A page of a payment's transfers, oldest first; undefined when the cursor is not valid. */
  async transfers(paymentId: string, { cursor, pageMax }: PagePlace): Promise<TransferPage | undefined> {
    const sql = 'select pay.list_transfers(:paymentId, :cursor, cast(:pageMax as int))';
    return (await this.one(MaybeTransfers, sql, { paymentId, cursor, pageMax })) ?? undefined;
  }

  /** A page of a payment's operations, oldest first; undefined when the cursor is not valid. */
  async operations(paymentId: string, { cursor, pageMax }: PagePlace): Promise<OperationPage | undefined> {
    const sql = 'select pay.list_operations(:paymentId, :cursor, cast(:pageMax as int))';
    return (await this.one(MaybeOperations, sql, { paymentId, cursor, pageMax })) ?? undefined;
  }

  /** Every command accepted before this is in the ledger. */
  async watermark(): Promise<string> {
    return (await this.one(Watermark, 'select pay.watermark()')).upTo;
  }
}
