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
     command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id, recorded_at)
   select (command ->> 'commandId')::uuid, operation ->> 'paymentId', (operation ->> 'version')::int, operation ->> 'operation',
     (operation ->> 'amountMinor')::bigint, (operation ->> 'epoch')::bigint, operation ->> 'originRegion',
     operation ->> 'appliedBy', operation ->> 'correlationId', (operation ->> 'recordedAt')::timestamptz
   ${eachCommand} cross join lateral (select command -> 'operation' as operation) as operations
   where operation is not null`,
  `insert into pay.transfers (
     payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency, recorded_at)
   select command -> 'operation' ->> 'paymentId', (command -> 'operation' ->> 'version')::int, (transfer ->> 'sequence')::int,
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
