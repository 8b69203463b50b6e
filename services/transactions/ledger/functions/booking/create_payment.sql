-- Books a payment: captured in full with its fee, authorized, held for review, or rejected by the merchant's terms.
-- 'recorded' is null for a new command; a recovery gives the outcome that was answered in the lost region.
--
-- Branches are statements: what is not reached is not set up. pay.create_payments does the same for many at once.
create or replace function pay.create_payment(epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb default null)
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
