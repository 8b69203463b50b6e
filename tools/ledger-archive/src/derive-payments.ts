import type { Client } from 'pg';

/*
 * Transactions that ran at the same time are archived in the order of their ids, and the archive ends somewhere: its end may
 * hold a payment's version 4 and lack version 3. Such a version is taken out again, because nothing may be built on a gap;
 * the journal still has its command.
 */
const takeOutUnfinished = `
  with numbered as (
    select command_id, payment_id, version, row_number() over (partition by payment_id order by version) + 1 as expected
    from pay.operations
  ),
  unfinished as (
    delete from pay.operations using numbered
    where operations.command_id = numbered.command_id and numbered.version <> numbered.expected
    returning operations.command_id, operations.payment_id, operations.version
  ),
  transfers as (
    delete from pay.transfers using unfinished
    where transfers.payment_id = unfinished.payment_id and transfers.version = unfinished.version
  ),
  events as (
    delete from pay.events using unfinished
    where events.payment_id = unfinished.payment_id and events.version = unfinished.version
  ),
  decisions as (delete from pay.audit_log using unfinished where audit_log.command_id = unfinished.command_id),
  answers as (delete from pay.inbox using unfinished where inbox.command_id = unfinished.command_id)
  select command_id::text as "commandId" from unfinished order by 1`;

/** A payment's state follows from its operations, transfers and events. */
const derive = `
  insert into pay.payments (
    payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary,
    accepted_at, created_at, updated_at, held_minor, captured_minor, refunded_minor, fee_minor, expires_at,
    capture, hold_seconds, review, terms_id, fee_refunded_minor, metadata, statement_descriptor, disputed_minor, charged_back_minor, dispute_fee_minor)
  select payment_id, begun ->> 'merchantId', (begun ->> 'amountMinor')::bigint, begun ->> 'currency',
    -- Events from before payments had a life of their own tell their status by their name.
    coalesce(told.data ->> 'status', case told.type
      when 'PaymentCaptured' then 'captured' when 'PaymentAuthorized' then 'authorized' when 'PaymentRejected' then 'rejected'
      when 'PaymentHeldForReview' then 'review'
    end),
    latest.version, told.data ->> 'reason',
    begun ->> 'reference', begun ->> 'customerId', (begun ->> 'canary')::boolean,
    (begun ->> 'acceptedAt')::timestamptz, (begun ->> 'createdAt')::timestamptz, latest.recorded_at,
    coalesce(held, 0), coalesce(captured, 0), coalesce(refunded, 0), coalesce(fees, 0),
    -- Of the last event that sets a term.
    (
      select (event -> 'data' ->> 'expiresAt')::timestamptz from pay.events
      where events.payment_id = latest.payment_id and event -> 'data' ->> 'expiresAt' is not null
      order by events.version desc limit 1
    ),
    coalesce(begun ->> 'capture', 'automatic'), (begun ->> 'holdSeconds')::int, begun -> 'review',
    (begun -> 'terms' ->> 'terms_id')::uuid, coalesce(fee_refunds, 0),
    begun -> 'metadata', begun ->> 'statementDescriptor',
    -- Open and lost disputes have moved the same money; the latest event tells them apart.
    coalesce((told.data ->> 'disputedMinor')::bigint, 0), coalesce((told.data ->> 'chargedBackMinor')::bigint, 0),
    coalesce(dispute_fees, 0)
  from begun_payments
    join (
      select distinct on (payment_id) payment_id, version, recorded_at from pay.operations order by payment_id, version desc
    ) as latest using (payment_id)
    join lateral (
      select type, event -> 'data' as data from pay.events
      where events.payment_id = latest.payment_id and events.version = latest.version
    ) as told on true
    left join (
      select payment_id,
        sum(case purpose when 'hold' then amount_minor when 'release' then -amount_minor else 0 end) as held,
        sum(case purpose when 'capture' then amount_minor else 0 end) as captured,
        sum(case purpose when 'refund' then amount_minor else 0 end) as refunded,
        sum(case purpose when 'fee' then amount_minor else 0 end) as fees,
        sum(case purpose when 'fee_refund' then amount_minor else 0 end) as fee_refunds,
        sum(case purpose when 'dispute_fee' then amount_minor when 'dispute_fee_refund' then -amount_minor else 0 end) as dispute_fees
      from pay.transfers group by payment_id
    ) as moved using (payment_id)`;

/** Merchants' terms are those that the last change has given them. */
const deriveTerms = `
  insert into pay.merchant_terms
  select (pay.terms_of_json(everybodys, changed.merchant_id, (became ->> 'version')::int, became - 'version')).*
  from (
    select distinct on (merchant_id) merchant_id, became from pay.audit_log
    where action = 'ChangeTerms' and is_effective
    order by merchant_id, (became ->> 'version')::int desc
  ) as changed cross join pay.merchant_terms as everybodys
  where everybodys.merchant_id = '*'`;

/** The blocklist is what the last change of each entry has made it. */
const deriveBlocklist = `
  insert into pay.blocklist (entry, is_blocked, version, acted_by, reason, decided_at)
  select distinct on (became ->> 'entry') became ->> 'entry', (became ->> 'is_blocked')::boolean, (became ->> 'version')::int, acted_by,
    reason, decided_at
  from pay.audit_log
  where action = 'ChangeBlocklist' and is_effective
  order by became ->> 'entry', (became ->> 'version')::int desc`;

/**
 * Makes payments, terms and blocklist of what was loaded, and the balances; answers the commands at the archive's end that could not be used.
 */
export async function derivePayments(
  client: Client,
  { epoch, watermark }: { readonly epoch: number; readonly watermark: string | undefined },
): Promise<readonly string[]> {
  await client.query('begin');
  const { rows: unfinished } = await client.query<{ readonly commandId: string }>(takeOutUnfinished);
  await client.query(derive);
  await client.query(deriveTerms);
  await client.query(deriveBlocklist);
  await client.query('update pay.fence set epoch = $1', [epoch]);
  // Whatever is not known counts from the first payment on: that may be far back, and nothing is missed.
  await client.query(
    `update pay.watermarks set up_to = coalesce(
       case name when 'journal' then $1::timestamptz end,
       (select date_trunc('minute', min(accepted_at)) from pay.payments), up_to)`,
    [watermark],
  );
  await client.query(
    "select setval(pg_get_serial_sequence('pay.events', 'seq'), greatest(1, (select max(seq) from pay.events)))",
  );
  await client.query('commit');
  // In a transaction of its own: it takes what has ended.
  await client.query('select pay.roll_up_balances()');
  return unfinished.map(({ commandId }) => commandId);
}
