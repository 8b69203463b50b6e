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
      -- To the millisecond, by this clock at this moment: the transaction may have waited for the row.
      when kind = 'ExpirePayment' and payment.expires_at > clock_timestamp() then 'operation_not_allowed'
      when kind in ('CapturePayment', 'ApprovePayment') and payment.expires_at <= clock_timestamp() then 'payment_expired'
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
  if kind = 'ExpirePayment' and refusal in ('operation_not_allowed', 'version_mismatch') then
    -- Not remembered: its id is the payment's for ever, and by a clock that has stepped back the time may be over later.
    return answer || jsonb_build_object('replayed', false, 'events', jsonb_build_array());
  end if;

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
    'payments.transactions', case when carried < part then 'PaymentShortfallBooked' else pay.event_type_of(operation) end,
    payment.version, pay.time_text(now()), epoch, origin_region, wanted_command::text, command,
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
