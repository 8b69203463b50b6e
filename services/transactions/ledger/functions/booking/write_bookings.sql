-- Writes what a booking writes, table by table for all of them: one statement for a table, because setting up an insertion, with its
-- checks and indexes, costs more than a row. Their accounts are open. Returns an answer for each, at its place; null for a payment
-- that was there already, and the caller gives it its first answer.
create or replace function pay.write_bookings(epoch bigint, origin_region text, applied_by text, bookings pay.booking[]) returns text[]
language plpgsql volatile as $body$
#variable_conflict use_column
declare
  moment text := pay.time_text(current_timestamp);
  written bigint;
  -- Places of their answers, if not all of them are to be written.
  wanted int;
  acceptances text[];
  answers text[];
begin
  insert into pay.payments (
    payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary, accepted_at,
    held_minor, captured_minor, fee_minor, expires_at, capture, hold_seconds, review, terms_id, metadata, statement_descriptor
  )
  select payment_id, merchant_id, amount_minor, currency, status, 2, reason, command ->> 'reference', command ->> 'customerId',
    coalesce((command ->> 'canary')::boolean, false), accepted_at, held_minor, captured_minor, fee_minor, expires_at,
    coalesce(command ->> 'capture', 'automatic'), (command ->> 'holdSeconds')::int, review, terms_id, command -> 'metadata', command ->> 'statementDescriptor'
  from unnest(bookings)
  on conflict do nothing;
  get diagnostics written = row_count;
  if written < cardinality(bookings) then
    wanted := cardinality(bookings);
    if written = 0 then
      return array_fill(null::text, array[wanted]);
    end if;
    -- Others have booked some of them, and have committed: those have their operation.
    bookings := array(
      select booking from unnest(bookings) as booking
      where not exists (select from pay.operations where operations.payment_id = booking.payment_id)
      order by booking.place
    );
  end if;
  if applied_by = 'request' then
    -- Before the bookings: their places are before those of the bookings' events.
    acceptances := array(select pay.record_acceptance(epoch, origin_region, command)::text from unnest(bookings));
  end if;

  with fresh as materialized (
    select command_id, payment_id, operation, event_type, captured_minor + held_minor as moved_minor, currency, postings,
      command ->> 'correlationId' as correlation_id, acceptances[ordinality] as acceptance, nextval('pay.events_seq_seq') as seq,
      pay.event_of(
        pay.event_id_of(payment_id, 2, event_type, command_id), 'payments.transactions', event_type, moment,
        pay.event_id_of(payment_id, 1, 'PaymentAccepted', command_id)::text, epoch, origin_region, 2, command,
        json_object(
          'paymentId' value payment_id, 'merchantId' value merchant_id, 'amountMinor' value amount_minor::text,
          'currency' value currency, 'reference' value command -> 'reference', 'canary' value command -> 'canary',
          'reason' value reason, 'review' value review, 'expiresAt' value expiry
          absent on null returning jsonb
        )
      ) as event,
      json_object(
        'outcome' value 'applied', 'paymentId' value payment_id, 'status' value status, 'version' value 2, 'reason' value reason,
        'review' value review, 'feeMinor' value fee_minor::text, 'expiresAt' value expiry,
        'recordedAt' value coalesce(recorded_at, moment)
        absent on null returning jsonb
      ) as answer
    from unnest(bookings) with ordinality
  ),
  moved as (
    insert into pay.transfers (payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
    select payment_id, 2, sequence, pay.transfer_id_of(payment_id, 2, sequence), purpose, debit_account, credit_account, amount_minor,
      currency
    from fresh cross join unnest(postings)
    where amount_minor > 0
  ),
  logged as (
    insert into pay.operations (command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id)
    select command_id, payment_id, 2, operation, nullif(moved_minor, 0), epoch, origin_region, applied_by, correlation_id from fresh
  ),
  told as (
    insert into pay.events (seq, payment_id, version, type, event_id, epoch, event) overriding system value
    select seq, payment_id, 2, event_type, (event ->> 'id')::uuid, epoch, event from fresh
  ),
  queued as (
    insert into pay.outbox (seq) select seq from fresh
  ),
  remembered as (
    insert into pay.inbox (command_id, answer) select command_id, answer from fresh
  )
  select array(select pay.fresh_answer(answer, acceptance, seq, event) from fresh) into answers;
  if wanted is not null then
    answers := array(
      select answer from generate_series(1, wanted) as places (place)
        left join unnest(answers, bookings) as answered (answer) using (place)
      order by place
    );
  end if;
  return answers;
end
$body$;
