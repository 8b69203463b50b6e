import type { Client } from 'pg';

/*
 * Commands are loaded as they stand in the archive: PostgreSQL takes the lines apart itself, so that no number and no text
 * passes through another language. What a payment has become is not in them; `derivePayments` works it out at the end.
 */

const eachCommand = 'from jsonb_array_elements($1::jsonb) as command';

const inserts: readonly string[] = [
  `insert into pay.inbox (command_id, answer, recorded_at, fingerprint)
   select (command ->> 'commandId')::uuid, command -> 'answer', (command ->> 'recordedAt')::timestamptz, command ->> 'fingerprint'
   ${eachCommand}`,
  `insert into pay.operations (
     command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id, recorded_at, reason, decided_by)
   select (command ->> 'commandId')::uuid, operation ->> 'paymentId', (operation ->> 'version')::int, operation ->> 'operation',
     (operation ->> 'amountMinor')::bigint, (operation ->> 'epoch')::bigint, operation ->> 'originRegion',
     operation ->> 'appliedBy', operation ->> 'correlationId', (operation ->> 'recordedAt')::timestamptz, operation ->> 'reason',
     operation ->> 'decidedBy'
   ${eachCommand} cross join lateral (select command -> 'operation' as operation) as operations
   where operation is not null`,
  `insert into pay.transfers (
     payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency, recorded_at)
   select coalesce(command -> 'operation' ->> 'paymentId', command -> 'payout' ->> 'payoutId'),
     coalesce((command -> 'operation' ->> 'version')::int, 1), (transfer ->> 'sequence')::int,
     (transfer ->> 'transferId')::uuid, transfer ->> 'purpose', transfer ->> 'debitAccount', transfer ->> 'creditAccount',
     (transfer ->> 'amountMinor')::bigint, transfer ->> 'currency', (transfer ->> 'recordedAt')::timestamptz
   ${eachCommand} cross join lateral jsonb_array_elements(command -> 'transfers') as transfer`,
  `insert into pay.events (seq, payment_id, version, type, event_id, epoch, event, recorded_at) overriding system value
   select (told ->> 'seq')::bigint, event ->> 'subject', (event ->> 'aggregateversion')::int, event ->> 'type',
     (event ->> 'id')::uuid, (event ->> 'epoch')::bigint, event, (told ->> 'recordedAt')::timestamptz
   ${eachCommand} cross join lateral jsonb_array_elements(command -> 'events') as told
     cross join lateral (select told -> 'event' as event) as events`,
  `insert into pay.accounts (account_id, kind, merchant_id, currency, opened_at)
   select account ->> 'accountId', account ->> 'kind', account ->> 'merchantId', account ->> 'currency',
     (account ->> 'openedAt')::timestamptz
   ${eachCommand} cross join lateral jsonb_array_elements(command -> 'accounts') as account
   on conflict do nothing`,
  `insert into pay.pinned_terms
   select distinct on (terms.terms_id) terms.*
   ${eachCommand} cross join lateral jsonb_populate_record(null::pay.pinned_terms, command -> 'payment' -> 'terms') as terms
   where command -> 'payment' is not null
   on conflict do nothing`,
  `insert into pay.payouts (
     payout_id, command_id, merchant_id, currency, day, balance_minor, amount_minor, withheld_minor, reserve_minor, epoch, origin_region,
     recorded_at)
   select payout ->> 'payoutId', (command ->> 'commandId')::uuid, payout ->> 'merchantId', payout ->> 'currency', (payout ->> 'day')::date,
     (payout ->> 'balanceMinor')::numeric, (payout ->> 'amountMinor')::bigint, (payout ->> 'withheldMinor')::bigint,
     (payout ->> 'reserveMinor')::bigint, (payout ->> 'epoch')::bigint, payout ->> 'originRegion', (payout ->> 'recordedAt')::timestamptz
   ${eachCommand} cross join lateral (select command -> 'payout' as payout) as payouts where payout is not null`,
  `insert into pay.audit_log (
     command_id, merchant_id, action, payment_id, acted_by, reason, was, became, is_effective, epoch, origin_region, decided_at,
     recorded_at)
   select (command ->> 'commandId')::uuid, audit ->> 'merchantId', audit ->> 'action', audit ->> 'paymentId', audit ->> 'by',
     audit ->> 'reason', audit -> 'was', audit -> 'became', (audit ->> 'isEffective')::boolean, (audit ->> 'epoch')::bigint,
     audit ->> 'originRegion', (audit ->> 'decidedAt')::timestamptz, (audit ->> 'recordedAt')::timestamptz
   ${eachCommand} cross join lateral (select command -> 'audit' as audit) as audits where audit is not null`,
  `insert into begun_payments
   select command -> 'operation' ->> 'paymentId', command -> 'payment'
   ${eachCommand} where command -> 'payment' is not null`,
];

/** Makes the temporary tables of a rebuild; they go away with the connection. */
export async function prepareLoading(client: Client): Promise<void> {
  await client.query('create temporary table begun_payments (payment_id text primary key, begun jsonb not null)');
}

/** Loads the lines of one object, all or none. */
export async function loadCommands(client: Client, texts: readonly string[]): Promise<void> {
  const lines = `[${texts.join(',')}]`;
  await client.query('begin');
  for (const insert of inserts) await client.query(insert, [lines]);
  await client.query('commit');
}
