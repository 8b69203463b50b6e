-- Why: what a merchant asks for after the authorization is answered with an outcome: applied, or refused by the business.
-- A refusal is a value and is remembered like a success: the same key gets it again.
--
-- A payment's row is locked for its changes, a merchant's account only for a refund: nothing else can break its floor.
set local role pay_owner;

create function pay.event_type_of(operation text) returns text
language sql immutable parallel safe
return case operation
  when 'partial_capture' then 'PaymentPartiallyCaptured'
  when 'capture' then 'PaymentCaptured'
  when 'void' then 'PaymentVoided'
  when 'expire' then 'PaymentExpired'
  when 'partial_refund' then 'PaymentPartiallyRefunded'
  when 'refund' then 'PaymentRefunded'
end;

-- Name of the operation that a command asks for, by whether it leaves a rest; null when the command changes no payment.
create function pay.operation_of(command_type text, leaves_rest boolean) returns text
language sql immutable parallel safe
return case command_type
  when 'CapturePayment' then case when leaves_rest then 'partial_capture' else 'capture' end
  when 'RefundPayment' then case when leaves_rest then 'partial_refund' else 'refund' end
  when 'VoidPayment' then 'void'
  when 'ExpirePayment' then 'expire'
end;

-- Up to 'wanted' of what refunds may still take from what we owe a merchant. Holds the account's lock until the
-- transaction ends, so no other refund can take the same money.
create function pay.refundable_of(merchant text, payable text, wanted bigint) returns bigint
language plpgsql volatile as $body$
declare
  -- Credits less debits that are known for certain: what is rolled up, less the refunds since.
  certain numeric;
  -- Captures since the roll-up, less their fees.
  credited numeric;
begin
  -- Locked in a statement of its own: a statement that waited still sees the roll-up of before its wait.
  perform from pay.accounts where account_id = payable for update;
  select balance_minor + (pay.terms_of(merchant)).overdraft_minor_max - coalesce((
    select sum(amount_minor) from pay.transfers
    where debit_account = payable and purpose = 'refund' and transaction_id >= roll_up.horizon
  ), 0)
  into strict certain
  from pay.accounts cross join pay.roll_up where account_id = payable;
  if certain >= wanted then
    return wanted;
  end if;
  -- Reads all transfers since the roll-up, so only when it decides.
  select coalesce(sum(case when credit_account = payable then amount_minor else -amount_minor end), 0)
  into strict credited
  from pay.transfers cross join pay.roll_up
  where transaction_id >= roll_up.horizon and payable in (debit_account, credit_account) and purpose <> 'refund';
  return greatest(0, least(wanted, certain + credited));
end
$body$;

-- Captures, voids, expires or refunds. 'recorded' is null for a new command; a recovery gives the outcome that was
-- answered in the lost region: it is not decided again, and what the books can not carry of it goes to suspense.
create function pay.change_payment(epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb)
returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  wanted_command uuid := command ->> 'commandId';
  kind text := command ->> 'type';
  print text := command ->> 'fingerprint';
  payment pay.payments;
  payable text;
  held_account text;
  available bigint;
  -- What was asked for, and how much of it the books carry; the rest is the shortfall of a recorded outcome.
  part bigint;
  carried bigint;
  operation text;
  new_status text;
  fee bigint := 0;
  refusal text;
  moved jsonb;
  answer jsonb;
  stored pay.inbox;
  told jsonb;
begin
  select * into payment from pay.payments where payment_id = command ->> 'paymentId' for update;
  if not found or payment.merchant_id <> command ->> 'merchantId' then
    if recorded is not null then
      raise exception 'payment % has a recorded outcome and is not in the ledger', command ->> 'paymentId';
    end if;
    return jsonb_build_object('outcome', 'not_found');
  end if;
  payable := 'merchant/' || payment.merchant_id || '/payable/' || payment.currency;
  held_account := 'merchant/' || payment.merchant_id || '/held/' || payment.currency;
  available := case kind when 'RefundPayment' then payment.captured_minor - payment.refunded_minor else payment.held_minor end;
  part := coalesce((recorded ->> 'amountMinor')::bigint, (command ->> 'amountMinor')::bigint, available);
  operation := pay.operation_of(kind, part < available);
  if operation is null then
    raise exception 'command type must be one that changes a payment, got %', kind;
  end if;
  carried := case
    when pay.next_status(payment.status, operation) is null then 0
    -- Nothing stays held after a void, whatever was held when it was answered.
    when operation in ('void', 'expire') then available
    else least(part, available)
  end;

  if recorded is null then
    refusal := case
      -- Its answer stands already: a concurrent repeat has waited for the row.
      when exists (select from pay.inbox where command_id = wanted_command) then 'known'
      when (command ->> 'expectedVersion')::int <> payment.version then 'version_mismatch'
      when pay.next_status(payment.status, operation) is null then 'operation_not_allowed'
      when kind = 'ExpirePayment' and payment.expires_at > now() then 'operation_not_allowed'
      when part > available and kind = 'RefundPayment' then 'amount_over_captured'
      when part > available then 'amount_over_authorized'
    end;
  end if;
  if refusal is null and kind = 'RefundPayment' then
    carried := pay.refundable_of(payment.merchant_id, payable, carried);
    if carried < part and recorded is null then
      refusal := 'merchant_balance_too_low';
    end if;
  end if;

  if kind = 'CapturePayment' then
    -- Of all captures together, less what was taken: many small captures pay the fee of one.
    fee := greatest(0, least(carried, coalesce(
      (recorded ->> 'feeMinor')::bigint,
      pay.fee_of(payment.captured_minor + carried, (pay.terms_of(payment.merchant_id)).fee_basis_points) - payment.fee_minor
    )));
  end if;
  new_status := case
    when carried = 0 then payment.status
    else pay.next_status(payment.status, pay.operation_of(kind, carried < available))
  end;

  answer := jsonb_build_object(
    'paymentId', payment.payment_id, 'merchantId', payment.merchant_id, 'currency', payment.currency,
    'version', payment.version + case when refusal is null then 1 else 0 end, 'recordedAt', pay.time_text(clock_timestamp())
  ) || case
    when refusal is not null then jsonb_build_object(
      'outcome', 'refused', 'code', refusal, 'status', payment.status, 'availableMinor', available::text
    )
    else jsonb_build_object(
      'outcome', 'applied', 'operation', operation, 'status', new_status, 'amountMinor', part::text, 'feeMinor', fee::text
    )
  end;
  -- What was answered stands, whatever the promoted books make of it.
  answer := coalesce(recorded, answer);

  insert into pay.inbox (command_id, answer, fingerprint)
  select wanted_command, answer, print where refusal is distinct from 'known' on conflict do nothing;
  if not found then
    -- Nothing was changed yet: somebody was faster with this command, or has used its key for another payment.
    select * into strict stored from pay.inbox where command_id = wanted_command;
    return pay.stored_answer(stored, print);
  end if;
  if refusal is not null then
    return answer || jsonb_build_object('replayed', false, 'events', jsonb_build_array());
  end if;

  insert into pay.transfers (payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
  select payment.payment_id, payment.version + 1, sequence, pay.transfer_id_of(payment.payment_id, payment.version + 1, sequence),
    purpose, debit, credit, minor, payment.currency
  from (
    values
      (1, 'release', held_account, 'network/held/' || payment.currency, case kind when 'RefundPayment' then 0 else carried end),
      (2, 'capture', 'network/receivable/' || payment.currency, payable, case kind when 'CapturePayment' then carried else 0 end),
      (3, 'fee', payable, 'redoubt/fees/' || payment.currency, fee),
      (4, 'refund', payable, 'network/refunds/' || payment.currency, case kind when 'RefundPayment' then carried else 0 end),
      -- A capture was promised to the merchant; a void and a refund to the payer.
      (5, 'shortfall', 'suspense/failover/' || payment.currency,
        case kind when 'CapturePayment' then payable else 'network/refunds/' || payment.currency end, greatest(part - carried, 0))
  ) as postings (sequence, purpose, debit, credit, minor)
  where minor > 0;

  update pay.payments set
    status = new_status,
    version = payment.version + 1,
    held_minor = held_minor - case kind when 'RefundPayment' then 0 else carried end,
    captured_minor = captured_minor + case kind when 'CapturePayment' then carried else 0 end,
    refunded_minor = refunded_minor + case kind when 'RefundPayment' then carried else 0 end,
    fee_minor = fee_minor + fee,
    updated_at = now()
  where payment_id = payment.payment_id
  returning * into payment;

  insert into pay.operations (command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id)
  values (wanted_command, payment.payment_id, payment.version, operation, part, epoch, origin_region, applied_by, command ->> 'correlationId');

  told := pay.record_event(
    case when carried < part then 'PaymentShortfallBooked' else pay.event_type_of(operation) end,
    payment.payment_id, payment.version, epoch, origin_region, wanted_command::text, command,
    jsonb_build_object(
      'paymentId', payment.payment_id, 'merchantId', payment.merchant_id, 'amountMinor', payment.amount_minor::text,
      'currency', payment.currency, 'reference', payment.reference, 'canary', nullif(payment.canary, false),
      'status', payment.status, 'operation', operation, 'operationAmountMinor', part::text,
      'heldMinor', payment.held_minor::text, 'capturedMinor', payment.captured_minor::text,
      'refundedMinor', payment.refunded_minor::text, 'shortfallMinor', case when carried < part then (part - carried)::text end
    )
  );
  return answer || jsonb_build_object('replayed', false, 'events', jsonb_build_array(told));
end
$body$;

-- The first answer again; unless the key now stands for another request.
create function pay.stored_answer(stored pay.inbox, print text) returns jsonb
language sql immutable
return case
  when stored.fingerprint is distinct from print then jsonb_build_object('outcome', 'key_reused')
  else stored.answer || jsonb_build_object('replayed', true, 'events', jsonb_build_array())
end;

-- Applies a command under an epoch. The answer is that of the first time, with 'replayed' saying whether this was it;
-- 'events' are those that this call has put into the outbox.
create or replace function pay.apply(epoch bigint, origin_region text, command jsonb, applied_by text default 'consumer')
returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  stored pay.inbox;
begin
  if refusal is not null then
    return refusal;
  end if;
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  if command ->> 'type' = 'CreatePayment' then
    return pay.create_payment(epoch, origin_region, applied_by, command);
  end if;
  return pay.change_payment(epoch, origin_region, applied_by, command, null);
end
$body$;

-- Applies a command that was answered before its region was lost, with the outcome of that time.
create function pay.apply_recorded(epoch bigint, origin_region text, command jsonb, recorded jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  stored pay.inbox;
begin
  if refusal is not null then
    return refusal;
  end if;
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  if recorded ->> 'outcome' = 'applied' then
    return pay.change_payment(epoch, origin_region, 'recovery', command, recorded);
  end if;
  -- A refusal changes no books; it has to stay the answer to its key.
  insert into pay.inbox (command_id, answer, fingerprint)
  values ((command ->> 'commandId')::uuid, recorded, command ->> 'fingerprint') on conflict do nothing;
  return recorded || jsonb_build_object('replayed', not found, 'events', jsonb_build_array());
end
$body$;

-- Those of the commands (a JSON array of ids) that were never answered: a refusal leaves no operation.
create or replace function pay.missing_commands(wanted jsonb) returns setof text
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select id from jsonb_array_elements_text(wanted) as id
  where not exists (select from pay.inbox where command_id = id::uuid);
end;

-- Authorizations that may be expired, longest overdue first.
create function pay.expired_authorizations(batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object('paymentId', payment_id, 'merchantId', merchant_id)
  from pay.payments where held_minor > 0 and expires_at <= now()
  order by expires_at, payment_id
  limit batch_max;
end;

grant execute on function pay.apply_recorded(bigint, text, jsonb, jsonb) to pay_app;
grant execute on function pay.expired_authorizations(int) to pay_app;
