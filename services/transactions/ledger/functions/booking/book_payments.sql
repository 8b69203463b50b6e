-- Books new payments, each command once: decides them, and writes what a booking writes, table by table for all of them. Setting
-- up an insertion, with its checks and indexes, costs more than a row. Returns an answer for each, at its place; null for a payment
-- that was there already, and the caller gives it its first answer.
create or replace function pay.book_payments(
  epoch bigint, origin_region text, applied_by text, commands jsonb[], recorded jsonb[] default null
) returns text[]
language plpgsql volatile as $body$
#variable_conflict use_column
declare
  under bigint := epoch;
  origin text := origin_region;
  applier text := applied_by;
  moment text := pay.time_text(now());
  bookings pay.booking[];
  has_new_owner boolean;
  written bigint;
  answers text[];
begin
  select array_agg(booking order by place), bool_or(reason is null and not exists (
    select from pay.accounts where account_id = 'merchant/' || booking.merchant_id || '/payable/' || booking.currency
  ))
  into bookings, has_new_owner from pay.decide_bookings(commands, recorded) as booking;
  if has_new_owner then
    -- Before any payment's row, so that nobody who holds accounts waits for somebody who waits for them.
    perform pay.open_accounts_of(bookings);
  end if;
  insert into pay.payments (
    payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary, accepted_at,
    held_minor, captured_minor, fee_minor, expires_at, capture, review
  )
  select payment_id, merchant_id, amount_minor, currency, status, 2, reason, command ->> 'reference', command ->> 'customerId',
    coalesce((command ->> 'canary')::boolean, false), accepted_at, held_minor, captured_minor, fee_minor, expires_at,
    coalesce(command ->> 'capture', 'automatic'), review
  from unnest(bookings)
  on conflict do nothing;
  get diagnostics written = row_count;
  if written = 0 then
    return array_fill(null::text, array[cardinality(commands)]);
  end if;
  if written < cardinality(bookings) then
    -- Others have booked some of them, and have committed: those have their operation.
    bookings := array(
      select booking from unnest(bookings) as booking
      where not exists (select from pay.operations where operations.payment_id = booking.payment_id)
      order by booking.place
    );
  end if;

  with fresh as materialized (
    select identified.*,
      -- First: it takes the place before the booking's event.
      case applier when 'request' then pay.record_acceptance(under, origin, command)::text end as acceptance,
      nextval('pay.events_seq_seq') as seq,
      pay.event_of(
        event_id, 'payments.transactions', event_type, moment, pay.event_id_of(payment_id, 1, 'PaymentAccepted', command_id::text)::text,
        under, origin, 2, command,
        json_object(
          'paymentId' value payment_id, 'merchantId' value merchant_id, 'amountMinor' value amount_minor::text,
          'currency' value currency, 'reference' value command -> 'reference', 'canary' value command -> 'canary',
          'reason' value reason, 'review' value review, 'expiresAt' value pay.time_text(expires_at)
          absent on null returning jsonb
        )
      ) as event,
      json_object(
        'outcome' value 'applied', 'paymentId' value payment_id, 'status' value status, 'version' value 2, 'reason' value reason,
        'review' value review, 'feeMinor' value fee_minor::text, 'expiresAt' value pay.time_text(expires_at),
        'recordedAt' value coalesce(recorded_at, moment)
        absent on null returning jsonb
      ) as answer
    from (
      select booking.*, pay.event_id_of(payment_id, 2, event_type, command_id::text) as event_id from unnest(bookings) as booking
      offset 0
    ) as identified
  ),
  moved as (
    insert into pay.transfers (payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
    select payment_id, 2, sequence, pay.transfer_id_of(payment_id, 2, sequence), purpose, debit, credit, part, currency
    from fresh cross join lateral (
      values
        (1, 'capture', 'network/receivable/' || currency, 'merchant/' || merchant_id || '/payable/' || currency, captured_minor),
        (2, 'fee', 'merchant/' || merchant_id || '/payable/' || currency, 'redoubt/fees/' || currency, fee_minor),
        (1, 'hold', 'network/held/' || currency, 'merchant/' || merchant_id || '/held/' || currency, held_minor)
    ) as postings (sequence, purpose, debit, credit, part)
    where part > 0
  ),
  logged as (
    insert into pay.operations (command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id)
    select command_id, payment_id, 2, operation, nullif(captured_minor + held_minor, 0), under, origin, applier,
      command ->> 'correlationId'
    from fresh
  ),
  told as (
    insert into pay.events (seq, payment_id, version, type, event_id, epoch, event) overriding system value
    select seq, payment_id, 2, event_type, event_id, under, event from fresh
  ),
  queued as (
    insert into pay.outbox (seq) select seq from fresh
  ),
  remembered as (
    insert into pay.inbox (command_id, answer) select command_id, answer from fresh
  )
  select array_agg(
    pay.fresh_answer(answer, concat_ws(', ', acceptance, json_build_object('seq', seq, 'event', event)::text))
  )
  into answers from fresh;
  if written < cardinality(commands) then
    answers := array(
      select answer from generate_series(1, cardinality(commands)) as places (place)
        left join unnest(answers, bookings) as answered (answer) using (place)
      order by place
    );
  end if;
  return answers;
end
$body$;
