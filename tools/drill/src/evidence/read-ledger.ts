import pg from 'pg';
import { DrillError } from '../drill-error.ts';
import type { LedgerOperation, LedgerView, LedgerWatermark } from './evidence.ts';

/** A ledger of a drill is small; a query that runs longer hangs. */
const statementTimeoutMs = 10_000;

/**
 * Reads a whole ledger at one snapshot, by SQL and past the application.
 *
 * @throws DrillError `evidence_missing` when the database can't be reached or is not a ledger.
 */
export function readLedger(url: string): Promise<LedgerView> {
  return atOneSnapshot(url, async (client) => {
    const payments = await client.query(`
      select payment_id as "paymentId", merchant_id as "merchantId", amount_minor::text as "amountMinor", currency, status,
        version::int as version, held_minor::text as "heldMinor", captured_minor::text as "capturedMinor",
        refunded_minor::text as "refundedMinor", fee_minor::text as "feeMinor",
        disputed_minor::text as "disputedMinor", charged_back_minor::text as "chargedBackMinor",
        dispute_fee_minor::text as "disputeFeeMinor", reference, canary as "isCanary"
      from pay.payments`);
    const transfers = await client.query(`
      select transfer_id::text as "transferId", payment_id as "paymentId", version::int as version,
        debit_account as "debitAccount", credit_account as "creditAccount", amount_minor::text as "amountMinor", currency
      from pay.transfers`);
    const balances = await client.query(`
      select account_id as account, currency, balance_minor::text as "creditMinor" from pay.balances`);
    const drift = await client.query(`
      select concat_ws(' ', rule, subject, 'expected', expected, 'found', found) as text from pay.check_drift()`);
    return {
      payments: payments.rows.map((row) => ({
        ...row,
        reference: row.reference ?? undefined,
      })),
      transfers: transfers.rows,
      operations: await operationsOf(client),
      balances: balances.rows,
      drift: drift.rows.map(({ text }) => text),
      watermark: await watermarkOf(client),
    };
  });
}

/** Reads the operations of a ledger that may have diverged; nothing else of it counts. */
export function readOperations(url: string): Promise<readonly LedgerOperation[]> {
  return atOneSnapshot(url, operationsOf);
}

/** Reads how far the journal was found complete. */
export function readWatermark(url: string): Promise<LedgerWatermark> {
  return atOneSnapshot(url, watermarkOf);
}

async function watermarkOf(client: pg.Client): Promise<LedgerWatermark> {
  const { rows } = await client.query<{ readonly upTo: Date; readonly advancedAt: Date }>(
    `select up_to as "upTo", advanced_at as "advancedAt" from pay.watermarks where name = 'journal'`,
  );
  const [row] = rows;
  if (row === undefined) throw new DrillError('evidence_missing', 'the ledger has no watermark');
  return { upToMs: row.upTo.getTime(), advancedAtMs: row.advancedAt.getTime() };
}

async function operationsOf(client: pg.Client): Promise<readonly LedgerOperation[]> {
  const { rows } = await client.query(`
    select command_id::text as "commandId", payment_id as "paymentId", operation, version::int as version,
      amount_minor::text as "amountMinor", epoch::int as epoch, applied_by as "appliedBy"
    from pay.operations
    order by payment_id, version`);
  return rows.map((row) => ({ ...row, amountMinor: row.amountMinor ?? undefined }));
}

async function atOneSnapshot<T>(url: string, read: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, statement_timeout: statementTimeoutMs });
  // Without a listener a server that ends in the middle takes the drill down; the query itself rejects as well.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    return await read(client);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new DrillError('evidence_missing', `the ledger at ${new URL(url).host} can't be read: ${message}`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
