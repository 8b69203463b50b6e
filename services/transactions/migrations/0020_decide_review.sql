-- Why: a review ends with a decision, and a decision is a change like any other: answered with its outcome, journaled, and
-- still true after a failover.
set local role pay_owner;

create or replace function pay.event_type_of(operation text) returns text
language sql immutable parallel safe
return case operation
  when 'approve_authorize' then 'PaymentAuthorized'
  when 'approve_capture' then 'PaymentCaptured'
  when 'reject' then 'PaymentRejected'
  when 'partial_capture' then 'PaymentPartiallyCaptured'
  when 'capture' then 'PaymentCaptured'
  when 'void' then 'PaymentVoided'
  when 'expire' then 'PaymentExpired'
  when 'partial_refund' then 'PaymentPartiallyRefunded'
  when 'refund' then 'PaymentRefunded'
end;

drop function pay.operation_of(text, boolean);

-- Name of the operation that a command asks for, by whether it leaves a rest and how the payment is taken; null when the
-- command changes no payment.
create function pay.operation_of(command_type text, leaves_rest boolean, capture text) returns text
language sql immutable parallel safe
return case command_type
  when 'CapturePayment' then case when leaves_rest then 'partial_capture' else 'capture' end
  when 'RefundPayment' then case when leaves_rest then 'partial_refund' else 'refund' end
  when 'VoidPayment' then 'void'
  when 'ExpirePayment' then 'expire'
  when 'ApprovePayment' then case capture when 'manual' then 'approve_authorize' else 'approve_capture' end
  when 'RejectPayment' then 'reject'
end;

-- What a command of this type can take of a payment: its whole amount while it is held for review.
create function pay.available_of(payment pay.payments, command_type text) returns bigint
language sql immutable parallel safe
return case
  when command_type = 'RefundPayment' then payment.captured_minor - payment.refunded_minor
  when command_type in ('ApprovePayment', 'RejectPayment', 'ExpirePayment') and payment.status = 'review' then payment.amount_minor
  when command_type in ('ApprovePayment', 'RejectPayment') then 0
  else payment.held_minor
end;

-- How a review's decision is carried out that was answered in the lost region and is decided here already, as the type of a
-- command; null when there is nothing to do. The answer of the lost region came first, and stands.
create function pay.belated_decision_of(payment pay.payments, command_type text) returns text
language sql stable
return case
  -- What was approved here as well is a void, as far as it is still held; what is captured goes back from suspense.
  when command_type = 'RejectPayment' and payment.held_minor + payment.captured_minor > payment.refunded_minor then 'VoidPayment'
  -- A rejection or an expiry has moved nothing, so that the approval finds all that it needs.
  when command_type = 'ApprovePayment' and not exists (
    select from pay.operations
    where operations.payment_id = payment.payment_id and operation in ('approve_authorize', 'approve_capture')
  ) then 'ApprovePayment'
end;

-- Captures, voids, expires, refunds, or decides a review. 'recorded' is null for a new command; a recovery gives the outcome
-- that was answered in the lost region: it is not decided again, and what the books can not carry of it goes to suspense.
create or replace function pay.change_payment(epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb)
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
  -- What moves where.
  released bigint;
  held bigint;
  captured bigint;
  refunded bigint;
  fee bigint := 0;
  expiry timestamptz;
  refusal text;
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
  part := coalesce((recorded ->> 'amountMinor')::bigint, (command ->> 'amountMinor')::bigint);
  if recorded is not null and kind in ('ApprovePayment', 'RejectPayment') and payment.status <> 'review' then
    kind := pay.belated_decision_of(payment, kind);
    case kind
      when 'ApprovePayment' then payment.status := 'review';
      when 'VoidPayment' then part := payment.held_minor + payment.captured_minor - payment.refunded_minor;
      else return pay.remember_answer(command, recorded);
    end case;
  end if;
  available := pay.available_of(payment, kind);
  part := coalesce(part, available);
  operation := pay.operation_of(kind, part < available, payment.capture);
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
      -- Done so long ago that its answer is forgotten.
      when exists (select from pay.operations where command_id = wanted_command) then 'forgotten'
      when (command ->> 'expectedVersion')::int <> payment.version then 'version_mismatch'
      when pay.next_status(payment.status, operation) is null then 'operation_not_allowed'
      when kind = 'ExpirePayment' and payment.expires_at > now() then 'operation_not_allowed'
      when part > available and kind = 'RefundPayment' then 'amount_over_captured'
      when part > available then 'amount_over_authorized'
    end;
  end if;
  if refusal = 'forgotten' then
    return jsonb_build_object('outcome', 'key_reused');
  end if;
  if refusal is null and kind = 'RefundPayment' then
    carried := pay.refundable_of(payment.merchant_id, payable, carried);
    if carried < part and recorded is null then
      refusal := 'merchant_balance_too_low';
    end if;
  end if;

  new_status := case
    when carried = 0 then payment.status
    else pay.next_status(payment.status, pay.operation_of(kind, carried < available, payment.capture))
  end;
  released := case when kind in ('CapturePayment', 'VoidPayment', 'ExpirePayment') then least(carried, payment.held_minor) else 0 end;
  held := case operation when 'approve_authorize' then carried else 0 end;
  captured := case when kind = 'CapturePayment' or operation = 'approve_capture' then carried else 0 end;
  refunded := case kind when 'RefundPayment' then carried else 0 end;
  if captured > 0 then
    -- Of all captures together, less what was taken: many small captures pay the fee of one.
    fee := greatest(0, least(captured, coalesce(
      (recorded ->> 'feeMinor')::bigint,
      pay.fee_of(payment.captured_minor + captured, (pay.terms_of(payment.merchant_id)).fee_basis_points) - payment.fee_minor
    )));
  end if;
  expiry := case operation
    -- From the decision on, like an authorization from its acceptance on: a recovery comes to the same time.
    when 'approve_authorize' then (command ->> 'acceptedAt')::timestamptz + make_interval(days => (pay.terms_of(payment.merchant_id)).hold_days)
    else payment.expires_at
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
      (1, 'release', held_account, 'network/held/' || payment.currency, released),
      (1, 'hold', 'network/held/' || payment.currency, held_account, held),
      (2, 'capture', 'network/receivable/' || payment.currency, payable, captured),
      (3, 'fee', payable, 'redoubt/fees/' || payment.currency, fee),
      (4, 'refund', payable, 'network/refunds/' || payment.currency, refunded),
      -- A capture was promised to the merchant; a void and a refund to the payer.
      (5, 'shortfall', 'suspense/failover/' || payment.currency,
        case kind when 'CapturePayment' then payable else 'network/refunds/' || payment.currency end, greatest(part - carried, 0))
  ) as postings (sequence, purpose, debit, credit, minor)
  where minor > 0;

  update pay.payments set
    status = new_status,
    version = payment.version + 1,
    reason = case new_status when 'rejected' then coalesce(payment.reason, 'rejected_in_review') end,
    held_minor = held_minor + held - released,
    captured_minor = captured_minor + captured,
    refunded_minor = refunded_minor + refunded,
    fee_minor = fee_minor + fee,
    expires_at = expiry,
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
      'refundedMinor', payment.refunded_minor::text, 'reason', payment.reason,
      'expiresAt', case operation when 'approve_authorize' then pay.time_text(payment.expires_at) end,
      'shortfallMinor', case when carried < part then (part - carried)::text end
    )
  );
  return answer || jsonb_build_object('replayed', false, 'events', jsonb_build_array(told));
end
$body$;

-- Remembers an answer that changes no books: it has to stay the answer to its key.
create function pay.remember_answer(command jsonb, answer jsonb) returns jsonb
language plpgsql volatile as $body$
begin
  insert into pay.inbox (command_id, answer, fingerprint)
  values ((command ->> 'commandId')::uuid, answer, command ->> 'fingerprint') on conflict do nothing;
  return answer || jsonb_build_object('replayed', not found, 'events', jsonb_build_array());
end
$body$;

-- Applies a command that was answered before its region was lost, with the outcome of that time.
create or replace function pay.apply_recorded(epoch bigint, origin_region text, command jsonb, recorded jsonb) returns jsonb
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
  case recorded ->> 'outcome'
    when 'created' then return pay.create_payment(epoch, origin_region, 'recovery', command, recorded);
    when 'applied' then return pay.change_payment(epoch, origin_region, 'recovery', command, recorded);
    else return pay.remember_answer(command, recorded);
  end case;
end
$body$;
