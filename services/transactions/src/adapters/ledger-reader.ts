import {
  type AuditLogPage,
  BalanceList,
  type BlocklistPage,
  type ExportedList,
  type MerchantOperationPage,
  MerchantTerms,
  type MerchantTransferPage,
  type OperationPage,
  type PaymentPage,
  type PaymentView,
  type PayoutPage,
  type TransferPage,
  type TransferView,
} from '@redoubt/contracts';
import {
  ExportedPayment,
  ExportedTransfer,
  LedgerStatement,
  MaybeAuditLog,
  MaybeBlocklist,
  MaybeMerchantOperations,
  MaybeMerchantTransfers,
  MaybeOperations,
  MaybePayment,
  MaybePayments,
  MaybePayouts,
  MaybeTransfers,
  RecordedSetting,
  Watermark,
} from './ledger-answers.ts';
import { LedgerStatements } from './ledger-statements.ts';
import type { OwnPayment } from './own-payment.ts';

/** Start of a page: after a cursor, or at the beginning (empty). */
export interface PagePlace {
  readonly cursor: string;
  readonly pageMax: number;
}

/** Selects a merchant's payments by status and time. */
export interface PaymentFilter {
  readonly merchantId: string;
  readonly status?: string | undefined;
  /** The merchant's own word. */
  readonly reference?: string | undefined;
  /** Booked then or later, RFC 3339. */
  readonly from?: string | undefined;
  /** Booked earlier, RFC 3339. */
  readonly before?: string | undefined;
  /** Payments read per page; it ends there, full or not. */
  readonly scanMax: number;
}

/** Selects what was recorded of a merchant's payments by time. */
export interface MovementFilter {
  readonly merchantId: string;
  /** Recorded then or later, RFC 3339. */
  readonly from?: string | undefined;
  /** Recorded earlier, RFC 3339. */
  readonly before?: string | undefined;
}

/** Selects what an export holds. */
export interface ExportFilter {
  readonly merchantId: string;
  readonly currency?: string | undefined;
  /** Recorded then or later, RFC 3339. */
  readonly from: string;
  /** Recorded earlier, RFC 3339. */
  readonly until: string;
}

/** Rows of an export. */
export interface ExportPage {
  readonly views: readonly (TransferView | PaymentView)[];
  /** Place of the last row that was read, which the next page goes on behind. */
  readonly place: string;
  readonly isLast: boolean;
}

/** Where a setting stands among all. */
export type SettingPlace = RecordedSetting['place'];

/** Selects decisions by merchant and time. */
export interface AuditFilter {
  readonly merchant?: string | undefined;
  /** Recorded then or later, RFC 3339. */
  readonly from?: string | undefined;
  /** Recorded earlier, RFC 3339. */
  readonly before?: string | undefined;
}

/** Shows payments and balances: the functions of the database role `pay_reader`. */
export class LedgerReader extends LedgerStatements {
  /** A merchant's payment; undefined when it is not booked, or not the merchant's. */
  async payment({ paymentId, merchantId }: OwnPayment): Promise<PaymentView | undefined> {
    const sql = 'select pay.payment_view(:paymentId, :merchantId)';
    return (await this.one(MaybePayment, sql, { paymentId, merchantId })) ?? undefined;
  }

  /** A page of a merchant's payments, those booked last first; undefined when the cursor is not valid for this filter. */
  async payments(
    { merchantId, scanMax, ...filter }: PaymentFilter,
    { cursor, pageMax }: PagePlace,
  ): Promise<PaymentPage | undefined> {
    const sql =
      'select pay.find_payments(:merchantId, cast(:filter as jsonb), :cursor, cast(:pageMax as int), cast(:scanMax as int))';
    const parameters = { merchantId, filter: JSON.stringify(filter), cursor, pageMax, scanMax };
    return (await this.one(MaybePayments, sql, parameters)) ?? undefined;
  }

  /** The terms that a merchant works under now. */
  merchantTerms(merchantId: string): Promise<MerchantTerms> {
    return this.one(MerchantTerms, 'select pay.merchant_terms_view(:merchantId)', { merchantId });
  }

  /** A page of the audit log, what was recorded last first; undefined when the cursor is not valid for this filter. */
  async auditLog(filter: AuditFilter, { cursor, pageMax }: PagePlace): Promise<AuditLogPage | undefined> {
    const sql = 'select pay.list_audit_log(cast(:filter as jsonb), :cursor, cast(:pageMax as int))';
    return (await this.one(MaybeAuditLog, sql, { filter: JSON.stringify(filter), cursor, pageMax })) ?? undefined;
  }

  /** A page of the blocklist, by entry; undefined when the cursor is not valid. */
  async blocklist({ cursor, pageMax }: PagePlace): Promise<BlocklistPage | undefined> {
    const sql = 'select pay.list_blocklist(:cursor, cast(:pageMax as int))';
    return (await this.one(MaybeBlocklist, sql, { cursor, pageMax })) ?? undefined;
  }

  /** A page of the settings that were recorded since a time, oldest first, after one of them. */
  settingsSince(since: string, after: SettingPlace | undefined, batchMax: number): Promise<readonly RecordedSetting[]> {
    const sql =
      'select entry from pay.settings_since(cast(:since as timestamptz), cast(:after as jsonb), cast(:batchMax as int)) as entry';
    return this.each(RecordedSetting, sql, { since, after: JSON.stringify(after ?? {}), batchMax });
  }

  /** A merchant's balances by currency. */
  balances(merchantId: string): Promise<BalanceList> {
    return this.one(BalanceList, 'select pay.merchant_balances(:merchantId)', { merchantId });
  }

  /** A page of the transfers of a merchant's payment, oldest first; undefined when the cursor is not valid. */
  async transfers(
    { paymentId, merchantId }: OwnPayment,
    { cursor, pageMax }: PagePlace,
  ): Promise<TransferPage | undefined> {
    const sql = 'select pay.list_transfers(:paymentId, :merchantId, :cursor, cast(:pageMax as int))';
    return (await this.one(MaybeTransfers, sql, { paymentId, merchantId, cursor, pageMax })) ?? undefined;
  }

  /** A page of the operations of a merchant's payment, oldest first; undefined when the cursor is not valid. */
  async operations(
    { paymentId, merchantId }: OwnPayment,
    { cursor, pageMax }: PagePlace,
  ): Promise<OperationPage | undefined> {
    const sql = 'select pay.list_operations(:paymentId, :merchantId, :cursor, cast(:pageMax as int))';
    return (await this.one(MaybeOperations, sql, { paymentId, merchantId, cursor, pageMax })) ?? undefined;
  }

  /** A page of the transfers of a merchant's accounts, those recorded last first; undefined when the cursor is not valid for this filter. */
  async merchantTransfers(
    { merchantId, ...filter }: MovementFilter,
    { cursor, pageMax }: PagePlace,
  ): Promise<MerchantTransferPage | undefined> {
    const sql = 'select pay.find_transfers(:merchantId, cast(:filter as jsonb), :cursor, cast(:pageMax as int))';
    const parameters = { merchantId, filter: JSON.stringify(filter), cursor, pageMax };
    return (await this.one(MaybeMerchantTransfers, sql, parameters)) ?? undefined;
  }

  /** A page of a merchant's captures or refunds, those recorded last first; undefined when the cursor is not valid for this filter. */
  async merchantOperations(
    kind: 'capture' | 'refund',
    { merchantId, ...filter }: MovementFilter,
    { cursor, pageMax }: PagePlace,
  ): Promise<MerchantOperationPage | undefined> {
    const sql =
      'select pay.find_operations(:merchantId, :kind, cast(:filter as jsonb), :cursor, cast(:pageMax as int))';
    const parameters = { merchantId, kind, filter: JSON.stringify(filter), cursor, pageMax };
    return (await this.one(MaybeMerchantOperations, sql, parameters)) ?? undefined;
  }

  /** A page of an export, oldest first, behind a place or from the beginning (empty). */
  async exportPage(
    what: ExportedList,
    { merchantId, ...filter }: ExportFilter,
    { place, pageMax }: { readonly place: string; readonly pageMax: number },
  ): Promise<ExportPage> {
    const parameters = { merchantId, filter: JSON.stringify(filter), place, pageMax };
    const rows =
      what === 'transfers'
        ? await this.each(
            ExportedTransfer,
            'select row from pay.export_transfers(:merchantId, cast(:filter as jsonb), :place, cast(:pageMax as int)) as row',
            parameters,
          )
        : await this.each(
            ExportedPayment,
            'select row from pay.export_payments(:merchantId, cast(:filter as jsonb), :place, cast(:pageMax as int)) as row',
            parameters,
          );
    return {
      views: rows.flatMap(({ view }) => (view === undefined ? [] : [view])),
      place: rows.at(-1)?.place ?? place,
      isLast: rows.length === 0,
    };
  }

  /** Balances of a merchant in a currency at two times, RFC 3339, and what moved them. */
  statement(wanted: {
    readonly merchantId: string;
    readonly currency: string;
    readonly from: string;
    readonly until: string;
  }): Promise<LedgerStatement> {
    const sql = 'select pay.statement(:merchantId, :currency, cast(:from as timestamptz), cast(:until as timestamptz))';
    return this.one(LedgerStatement, sql, wanted);
  }

  /** A page of a merchant's payouts, the newest day first; undefined when the cursor is not valid. */
  async payouts(merchantId: string, { cursor, pageMax }: PagePlace): Promise<PayoutPage | undefined> {
    const sql = 'select pay.list_payouts(:merchantId, :cursor, cast(:pageMax as int))';
    return (await this.one(MaybePayouts, sql, { merchantId, cursor, pageMax })) ?? undefined;
  }

  /** Every command accepted before this is in the ledger. */
  async watermark(): Promise<string> {
    return (await this.one(Watermark, 'select pay.watermark()')).upTo;
  }
}
