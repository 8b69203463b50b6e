-- Why: events and answers are made once, as text. Making them as jsonb looks up the type of every member, and writing them
-- out again for the caller costs as much once more; as text both are put together by one function each, and only what a table
-- keeps is parsed.
--
-- Whatever a client or another service has given goes in as JSON (command -> 'reference', to_json) and never as a string, so
-- that nothing can end one early. A member that is null is left out with its name: format() writes nothing for a null.
set local role pay_owner;

-- An event; libs/contracts/src/envelope.ts says what its members mean.
create function pay.event_text(
  event_id uuid, type text, moment text, cause text, epoch bigint, origin_region text, version int, command jsonb, data text
) returns text
language sql stable
return format(
  '{"specversion":"1.0","id":"%s","source":"payments.transactions","type":"%s","subject":%s,"time":"%s",'
  '"datacontenttype":"application/json","correlationid":%s,"causationid":"%s"%s,"epoch":%s,"originregion":%s,'
  '"aggregateversion":%s,"data":%s}',
  event_id, type, command -> 'paymentId', moment, command -> 'correlationId', cause,
  ',"traceparent":' || (command -> 'traceparent')::text, epoch, to_json(origin_region), version, data
);

-- How a booking ended that is no capture: members of its event's data and of its answer.
create function pay.ending_text(refusal text, review jsonb, expiry timestamptz) returns text
language sql stable
return format(
  '%s%s%s', ',"reason":' || to_json(refusal)::text, ',"review":' || review::text, ',"expiresAt":"' || pay.time_text(expiry) || '"'
);

-- What the event of a booking tells.
create function pay.booking_text(command jsonb, amount bigint, ending text) returns text
language sql stable
return format(
  '{"paymentId":%s,"merchantId":%s,"amountMinor":"%s","currency":%s%s%s%s}',
  command -> 'paymentId', command -> 'merchantId', amount, command -> 'currency',
  ',"reference":' || (command -> 'reference')::text, ',"canary":' || (command -> 'canary')::text, ending
);

-- The answer to a booking, without its closing brace.
create function pay.answer_text(command jsonb, status text, fee bigint, moment text, ending text) returns text
language sql stable
return format(
  '{"outcome":"applied","paymentId":%s,"status":"%s","version":2,"feeMinor":"%s","recordedAt":"%s"%s',
  command -> 'paymentId', status, fee, moment, ending
);

-- Records an event and queues it; answers what the caller publishes after its commit.
create or replace function pay.record_event(
  type text, payment_id text, version int, epoch bigint, origin_region text, causation_id text, command jsonb, data jsonb
) returns jsonb
language plpgsql volatile as $body$
declare
  event_id uuid := pay.event_id_of(payment_id, version, type);
  event jsonb := pay.event_text(
    event_id, type, pay.time_text(now()), causation_id, epoch, origin_region, version, command, jsonb_strip_nulls(data)::text
  );
  recorded bigint;
begin
  insert into pay.events (payment_id, version, type, event_id, epoch, event)
  values (payment_id, version, type, event_id, epoch, event)
  returning seq into recorded;
  insert into pay.outbox (seq) values (recorded);
  return jsonb_build_object('seq', recorded, 'event', event);
end
$body$;

-- The answer to a command whose payment was booked before; null when the payment is not that command's.
create function pay.booked_answer(wanted_command uuid) returns text
language plpgsql volatile as $body$
declare
  stored jsonb;
begin
  -- In a statement of its own: it sees what another transaction has committed while the caller waited for its row.
  select answer into stored from pay.inbox where command_id = wanted_command;
  if found then
    return stored || jsonb_build_object('replayed', true, 'events', jsonb_build_array());
  end if;
  -- Booked so long ago that its answer is forgotten: the key is spent.
  if exists (select from pay.operations where command_id = wanted_command) then
    return jsonb_build_object('outcome', 'key_reused');
  end if;
  raise exception 'the payment of command % exists, but not by it; a payment id must come from its command id', wanted_command;
end
$body$;

drop function pay.create_payment(bigint, text, text, jsonb, jsonb);

-- Books a payment: captured in full with its fee, authorized, held for review, or rejected by the merchant's terms.
-- 'recorded' is null for a new command; a recovery gives the outcome that was answered in the lost region.
--
-- Branches are statements: what is not reached is not set up. pay.create_payments does the same for many at once.
create function pay.create_payment(epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb default null)
returns text
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  wanted_command uuid := command ->> 'commandId';
  wanted_payment text := command ->> 'paymentId';
  merchant text := command ->> 'merchantId';
  amount bigint := command ->> 'amountMinor';
  code text := command ->> 'currency';
  payable text := 'merchant/' || merchant || '/payable/' || code;
  moment text := pay.time_text(now());
  terms pay.merchant_terms;
  refusal text;
  operation text;
  review jsonb;
  captured bigint := 0;
  held bigint := 0;
  fee bigint := 0;
  expiry timestamptz;
  status text;
  ending text;
  event_type text;
  event_id uuid;
  event text;
  event_seq bigint;
  told text := '';
  answer text;
begin
  select * into terms from pay.merchant_terms where merchant_id = merchant;
  if not found then
    select * into strict terms from pay.merchant_terms where merchant_id = '*';
  end if;
  if recorded is not null then
    refusal := recorded ->> 'reason';
  elsif terms.status = 'blocked' then
    refusal := 'merchant_blocked';
  elsif amount > terms.amount_minor_max then
    refusal := 'amount_over_merchant_limit';
  end if;
  if refusal is not null then
    operation := 'reject';
  elsif command ? 'review' then
    operation := 'hold_for_review';
    review := command -> 'review';
    expiry := (command ->> 'acceptedAt')::timestamptz + make_interval(days => terms.review_days);
  elsif command ->> 'capture' = 'manual' then
    operation := 'authorize';
    held := amount;
    expiry := (command ->> 'acceptedAt')::timestamptz + make_interval(days => terms.hold_days);
  else
    operation := 'capture';
    captured := amount;
    fee := pay.fee_of(amount, terms.fee_basis_points);
  end if;
  if recorded is not null then
    fee := coalesce((recorded ->> 'feeMinor')::bigint, fee);
    expiry := recorded ->> 'expiresAt';
    moment := coalesce(recorded ->> 'recordedAt', moment);
  end if;
  if operation <> 'capture' then
    ending := pay.ending_text(refusal, review, expiry);
  end if;
  status := pay.next_status('accepted', operation);

  -- Before the payment's row, as a batch does it: then nobody who holds accounts waits for somebody who waits for them.
  if refusal is null then
    perform from pay.accounts where account_id = payable;
    if not found then
      perform pay.open_accounts_of(jsonb_build_array(command));
    end if;
  end if;
  insert into pay.payments (
    payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary, accepted_at,
    held_minor, captured_minor, fee_minor, expires_at, capture, review
  ) values (
    wanted_payment, merchant, amount, code, status, 2, refusal, command ->> 'reference', command ->> 'customerId',
    coalesce((command ->> 'canary')::boolean, false), (command ->> 'acceptedAt')::timestamptz, held, captured, fee, expiry,
    coalesce(command ->> 'capture', 'automatic'), review
  ) on conflict do nothing;
  if not found then
    return pay.booked_answer(wanted_command);
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
    told := pay.record_acceptance(epoch, origin_region, command)::text || ',';
  end if;
  event_type := pay.event_type_of(operation);
  event_id := pay.event_id_of(wanted_payment, 2, event_type);
  event := pay.event_text(
    event_id, event_type, pay.time_text(now()), pay.event_id_of(wanted_payment, 1, 'PaymentAccepted')::text, epoch, origin_region, 2,
    command, pay.booking_text(command, amount, ending)
  );
  insert into pay.events (payment_id, version, type, event_id, epoch, event)
  values (wanted_payment, 2, event_type, event_id, epoch, event::jsonb)
  returning seq into event_seq;
  insert into pay.outbox (seq) values (event_seq);

  answer := pay.answer_text(command, status, fee, moment, ending);
  insert into pay.inbox (command_id, answer) values (wanted_command, (answer || '}')::jsonb);
  return format('%s,"replayed":false,"events":[%s{"seq":%s,"event":%s}]}', answer, told, event_seq, event);
end
$body$;

drop function pay.apply(bigint, text, jsonb, text);

-- Applies a command under an epoch. The answer, as text, is that of the first time, with 'replayed' saying whether this was it;
-- 'events' are those that this call has put into the outbox.
create function pay.apply(epoch bigint, origin_region text, command jsonb, applied_by text default 'consumer') returns text
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  stored pay.inbox;
begin
  if refusal is not null then
    return refusal;
  end if;
  -- Every payment is a row, also one that was rejected: its insertion finds a repeat.
  if command ->> 'type' = 'CreatePayment' then
    return pay.create_payment(epoch, origin_region, applied_by, command);
  end if;
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  return pay.change_payment(epoch, origin_region, applied_by, command, null);
end
$body$;

grant execute on function pay.apply(bigint, text, jsonb, text) to pay_app;
