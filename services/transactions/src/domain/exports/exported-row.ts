import type { ExportedList, ExportFormat, PaymentView, TransferView } from '@redoubt/contracts';
import { csvRecord } from './csv-record.ts';

/** Columns of each list in CSV, in their order, by the field of the API's view. Columns are only ever added, at the end. */
export const csvColumns = {
  transfers: [
    'id',
    'payment_id',
    'payout_id',
    'version',
    'purpose',
    'debit_account',
    'credit_account',
    'amount_minor',
    'currency',
    'created_at',
  ],
  payments: [
    'id',
    'status',
    'merchant_id',
    'amount_minor',
    'currency',
    'reference',
    'statement_descriptor',
    'reason',
    'review',
    'version',
    'held_minor',
    'captured_minor',
    'refunded_minor',
    'fee_minor',
    'fee_refunded_minor',
    'disputed_minor',
    'charged_back_minor',
    'dispute_fee_minor',
    'expires_at',
    'created_at',
    'booked_at',
    'updated_at',
    'metadata',
  ],
} as const satisfies {
  readonly transfers: readonly (keyof TransferView)[];
  readonly payments: readonly (keyof PaymentView)[];
};

/** Begins a file: the names of the columns, or nothing where each line names its fields. */
export function headOf(list: ExportedList, format: ExportFormat): string {
  return format === 'csv' ? csvRecord(csvColumns[list]) : '';
}

/**
 * Writes an entry of a list.
 *
 * As NDJSON it is the object that the API shows, on one line. As CSV amounts are integers of minor units as the API has them; codes of
 * `review` are parted by spaces, and `metadata` is a JSON object.
 */
export function rowOf(view: TransferView | PaymentView, list: ExportedList, format: ExportFormat): string {
  if (format === 'ndjson') return `${JSON.stringify(view)}\n`;
  const fields = new Map<string, unknown>(Object.entries(view));
  return csvRecord(csvColumns[list].map((column) => textOf(fields.get(column))));
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
