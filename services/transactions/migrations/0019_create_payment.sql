-- Why: a payment may be held for review, and one that a request books is answered with its outcome. That outcome is
-- journaled, and a recovery books it again as it was answered.
set local role pay_owner;

alter table pay.operations drop constraint operations_applied_by_is_known;
alter table pay.operations add constraint operations_applied_by_is_known
  -- 'request': a payment that was booked for the answer of its request, and never waited in a queue.
  check (applied_by in ('consumer', 'request', 'recovery'));

-- Records that a payment was accepted, as version 1. validation announces the payments that it accepts; one that a request
-- books is accepted in this same transaction. The event is src/domain/accepted-event.ts in SQL; a test compares the two.
create function pay.record_acceptance(epoch bigint, origin_region text, command jsonb) returns jsonb
language plpgsql volatile as $body$
declare
  payment_id text := command ->> 'paymentId';
  event_id uuid := pay.event_id_of(payment_id, 1, 'PaymentAccepted');
  event jsonb := jsonb_strip_nulls(jsonb_build_object(
    'specversion', '1.0', 'id', event_id, 'source', 'payments.validation', 'type', 'PaymentAccepted',
    'subject', payment_id, 'time', command ->> 'acceptedAt', 'datacontenttype', 'application/json',
    'correlationid', command ->> 'correlationId', 'causationid', command ->> 'commandId',
    'traceparent', command ->> 'traceparent', 'epoch', epoch, 'originregion', origin_region, 'aggregateversion', 1,
    'data', command
  ));
  recorded bigint;
begin
  insert into pay.events (payment_id, version, type, event_id, epoch, event)
  values (payment_id, 1, 'PaymentAccepted', event_id, epoch, event)
  returning seq into recorded;
  insert into pay.outbox (seq) values (recorded);
  return jsonb_build_object('seq', recorded, 'event', event);
end
$body$;

drop function pay.create_payment(bigint, text, text, jsonb);

-- Books a payment: captured in full with its fee, authorized, held for review, or rejected by the merchant's terms.
-- 'recorded' is null for a new command; a recovery gives the outcome that was answered in the lost region.
create function pay.create_payment(epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb default null)
returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_column
declare
  wanted_command uuid := command ->> 'commandId';
  wanted_payment text := command ->> 'paymentId';
  merchant text := command ->> 'merchantId';
  amount bigint := command ->> 'amountMinor';
  code text := command ->> 'currency';
  mode text := coalesce(command ->> 'capture', 'automatic');
  accepted timestamptz := command ->> 'acceptedAt';
  terms pay.merchant_terms := pay.terms_of(merchant);
  refusal text := case
    when recorded is not null then recorded ->> 'reason'
    when terms.status = 'blocked' then 'merchant_blocked'
    when amount > terms.amount_minor_max then 'amount_over_merchant_limit'
  end;
  operation text := case
    when refusal is not null then 'reject'
    when command -> 'review' is not null then 'hold_for_review'
    when mode = 'manual' then 'authorize'
    else 'capture'
  end;
  status text := pay.next_status('accepted', operation);
  review jsonb := case operation when 'hold_for_review' then command -> 'review' end;
  captured bigint := case operation when 'capture' then amount else 0 end;
  held bigint := case operation when 'authorize' then amount else 0 end;
  fee bigint := coalesce((recorded ->> 'feeMinor')::bigint, pay.fee_of(captured, terms.fee_basis_points));
  expiry timestamptz := case
    when recorded is not null then (recorded ->> 'expiresAt')::timestamptz
    when operation = 'authorize' then accepted + make_interval(days => terms.hold_days)
    when operation = 'hold_for_review' then accepted + make_interval(days => terms.review_days)
  end;
  payable text := 'merchant/' || merchant || '/payable/' || code;
  answer jsonb;
  told jsonb := '[]';
begin
  -- Before the payment's row, as a batch does it: then nobody who holds accounts waits for somebody who waits for them.
  if refusal is null and not exists (select from pay.accounts where account_id = payable) then
    perform pay.open_accounts_of(jsonb_build_array(command));
  end if;
  insert into pay.payments (
    payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary, accepted_at,
    held_minor, captured_minor, fee_minor, expires_at, capture, review
  ) values (
    wanted_payment, merchant, amount, code, status, 2, refusal, command ->> 'reference', command ->> 'customerId',
    coalesce((command ->> 'canary')::boolean, false), accepted, held, captured, fee, expiry, mode, review
  ) on conflict do nothing;
  if not found then
    -- The insert has waited for another transaction that applied the same command: its answer is ours.
    select inbox.answer into answer from pay.inbox where command_id = wanted_command;
    if found then
      return answer || jsonb_build_object('replayed', true, 'events', jsonb_build_array());
    end if;
    -- Booked so long ago that its answer is forgotten: the key is spent.
    if exists (select from pay.operations where command_id = wanted_command) then
      return jsonb_build_object('outcome', 'key_reused');
    end if;
    raise exception 'payment % exists, but not by command %; a payment id must come from its command id', wanted_payment, wanted_command;
  end if;

  if captured + held > 0 then
    insert into pay.transfers (payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
    select wanted_payment, 2, sequence, pay.transfer_id_of(wanted_payment, 2, sequence), purpose, debit, credit, part, code
    from (
      values
        (1, 'capture', 'network/receivable/' || code, payable, captured),
        (2, 'fee', payable, 'redoubt/fees/' || code, fee),
        (1, 'hold', 'network/held/' || code, 'merchant/' || merchant || '/held/' || code, held)
    ) as postings (sequence, purpose, debit, credit, part)
    where part > 0;
  end if;

  insert into pay.operations (command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id)
  values (
    wanted_command, wanted_payment, 2, operation, nullif(captured + held, 0), epoch, origin_region, applied_by,
    command ->> 'correlationId'
  );

  if applied_by = 'request' then
    told := told || pay.record_acceptance(epoch, origin_region, command);
  end if;
  told := told || pay.record_event(
    case operation
      when 'capture' then 'PaymentCaptured'
      when 'authorize' then 'PaymentAuthorized'
      when 'hold_for_review' then 'PaymentHeldForReview'
      else 'PaymentRejected'
    end,
    wanted_payment, 2, epoch, origin_region, pay.event_id_of(wanted_payment, 1, 'PaymentAccepted')::text, command,
    jsonb_build_object(
      'paymentId', wanted_payment, 'merchantId', merchant, 'amountMinor', amount::text, 'currency', code,
      'reference', command ->> 'reference', 'canary', (command ->> 'canary')::boolean, 'reason', refusal,
      'review', review, 'expiresAt', pay.time_text(expiry)
    )
  );

  answer := jsonb_strip_nulls(jsonb_build_object(
    'outcome', 'applied', 'paymentId', wanted_payment, 'status', status, 'version', 2, 'reason', refusal,
    'review', review, 'feeMinor', fee::text, 'expiresAt', pay.time_text(expiry),
    'recordedAt', coalesce(recorded ->> 'recordedAt', pay.time_text(clock_timestamp()))
  ));
  insert into pay.inbox (command_id, answer) values (wanted_command, answer);
  return answer || jsonb_build_object('replayed', false, 'events', told);
end
$body$;
