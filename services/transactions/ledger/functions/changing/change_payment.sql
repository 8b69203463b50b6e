-- Captures, voids, expires, refunds, disputes, or decides a review. 'recorded' is null for a new command; a recovery gives the outcome
-- that was answered in the lost region: it is not decided again, and what the books can not carry of it goes to suspense.
create or replace function pay.change_payment(epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb)
returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  wanted_command uuid := command ->> 'commandId';
  kind text := command ->> 'type';
  print text := command ->> 'fingerprint';
  -- A final capture takes a part and releases the rest.
  is_final boolean := coalesce((command ->> 'final')::boolean, false);
  payment pay.payments;
  terms pay.merchant_terms;
  -- Of the payment, for the audit log.
  was jsonb;
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
  fee_refunded bigint := 0;
  disputed bigint := 0;
  undisputed bigint := 0;
  charged_back bigint := 0;
  dispute_fee bigint := 0;
  dispute_fee_refunded bigint := 0;
  shortfall bigint;
  expiry timestamptz;
  refusal text;
  answer jsonb;
  stored pay.inbox;
  told jsonb;
  place int;
begin
  -- Another merchant's payment is not even locked: whoever waits for it would learn that it is there.
  select * into payment from pay.payments
  where payment_id = command ->> 'paymentId' and merchant_id = command ->> 'merchantId' for update;
  if not found then
    if recorded is not null then
      raise exception 'payment % has a recorded outcome and is not in the ledger', command ->> 'paymentId';
    end if;
    return jsonb_build_object('outcome', 'not_found');
  end if;
  was := jsonb_build_object('status', payment.status, 'version', payment.version);
  terms := pay.terms_pinned(payment.terms_id);
  payable := 'merchant/' || payment.merchant_id || '/payable/' || payment.currency;
  held_account := 'merchant/' || payment.merchant_id || '/held/' || payment.currency;
  part := coalesce((recorded ->> 'amountMinor')::bigint, (command ->> 'amountMinor')::bigint);
  if recorded is not null and kind in ('ApprovePayment', 'RejectPayment') and payment.status <> 'review' then
    kind := pay.belated_decision_of(payment, kind);
    case kind
      when 'ApprovePayment' then payment.status := 'review';
      when 'VoidPayment' then part := payment.held_minor + payment.captured_minor - payment.refunded_minor;
      else
        perform pay.record_audit(epoch, origin_region, command, was, was, recorded ->> 'recordedAt', false);
        return pay.remember_answer(command, recorded);
    end case;
  end if;
  available := pay.available_of(payment, kind);
  part := coalesce(part, available);
  operation := pay.operation_of(kind, part < available and not is_final, payment.capture);
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
      when available = 0 or pay.next_status(payment.status, operation) is null then 'operation_not_allowed'
      -- To the millisecond, by this clock at this moment: the transaction may have waited for the row.
      when kind = 'ExpirePayment' and payment.expires_at > clock_timestamp() then 'operation_not_allowed'
      when kind in ('CapturePayment', 'ApprovePayment') and payment.expires_at <= clock_timestamp() then 'payment_expired'
      when part > available and kind in ('RefundPayment', 'OpenDispute') then 'amount_over_captured'
      when part > available then 'amount_over_authorized'
    end;
  end if;
  if refusal = 'forgotten' then
    return jsonb_build_object('outcome', 'key_reused');
  end if;
  if refusal is null and kind = 'RefundPayment' then
    fee_refunded := coalesce(
      (recorded ->> 'feeRefundedMinor')::bigint, pay.fee_refund_of(payment, carried, terms.fee_refund_basis_points)
    );
    -- The fee that goes back carries a part of the refund.
    fee_refunded := least(fee_refunded, payment.fee_minor - payment.fee_refunded_minor, carried);
    -- A recorded refund has met the floor where it was answered: here the captures that paid for it may not be back yet.
    if recorded is null then
      carried := fee_refunded + pay.refundable_of(
        payable, pay.amount_in(payment.currency, 'overdraft_minor_max', terms.overdraft_minor_max, terms), carried - fee_refunded
      );
      if carried < part then
        refusal := 'merchant_balance_too_low';
      end if;
    end if;
  end if;

  new_status := case
    when carried = 0 then payment.status
    else pay.next_status(payment.status, pay.operation_of(kind, carried < available and not is_final, payment.capture))
  end;
  released := case
    when is_final and carried > 0 then payment.held_minor
    when kind in ('CapturePayment', 'VoidPayment', 'ExpirePayment') then least(carried, payment.held_minor)
    else 0
  end;
  held := case operation when 'approve_authorize' then carried else 0 end;
  captured := case when kind = 'CapturePayment' or operation = 'approve_capture' then carried else 0 end;
  refunded := case kind when 'RefundPayment' then carried else 0 end;
  case kind
    -- The network takes the money whatever the merchant's balance is: a dispute knows no floor.
    when 'OpenDispute' then
      disputed := carried;
      dispute_fee := case when carried = 0 then 0 else coalesce(
        (recorded ->> 'disputeFeeMinor')::bigint, pay.amount_in(payment.currency, 'dispute_fee_minor', terms.dispute_fee_minor, terms)
      ) end;
    when 'WinDispute' then
      undisputed := carried;
      dispute_fee_refunded := case when carried = 0 then 0 else least(payment.dispute_fee_minor, coalesce(
        (recorded ->> 'disputeFeeRefundedMinor')::bigint,
        case when terms.dispute_fee_is_refunded
          then pay.amount_in(payment.currency, 'dispute_fee_minor', terms.dispute_fee_minor, terms) else 0
        end
      )) end;
    when 'LoseDispute' then
      undisputed := carried;
      charged_back := carried;
    else
  end case;
  shortfall := case
    -- What was never taken of the merchant need not go back to it.
    when kind in ('SubmitEvidence', 'WinDispute') then 0
    else greatest(part - carried, 0)
  end;
  new_status := pay.status_by_sums(
    new_status, payment.captured_minor + captured, payment.disputed_minor + disputed - undisputed,
    payment.charged_back_minor + charged_back, payment.refunded_minor + refunded + payment.charged_back_minor + charged_back
  );
  if captured > 0 then
    -- Of all captures together, less what was taken: many small captures pay the fee of one.
    fee := greatest(0, least(captured, coalesce(
      (recorded ->> 'feeMinor')::bigint,
      pay.fee_by_terms(payment.captured_minor + captured, payment.currency, terms) - payment.fee_minor
    )));
  end if;
  expiry := case operation
    -- From the decision on, like an authorization from its acceptance on: a recovery comes to the same time.
    when 'approve_authorize' then pay.hold_end_of((command ->> 'acceptedAt')::timestamptz, payment.hold_seconds, terms.hold_days)
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
    ) || jsonb_strip_nulls(jsonb_build_object(
      'feeRefundedMinor', nullif(fee_refunded, 0)::text, 'disputeFeeMinor', nullif(dispute_fee, 0)::text,
      'disputeFeeRefundedMinor', nullif(dispute_fee_refunded, 0)::text
    ))
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
      (6, 'fee_refund', 'redoubt/fees/' || payment.currency, payable, fee_refunded),
      (7, 'dispute', payable, 'network/disputes/' || payment.currency, disputed),
      (8, 'dispute_fee', payable, 'redoubt/fees/' || payment.currency, dispute_fee),
      -- Of a lost dispute nothing moves: the network keeps what it took.
      (9, 'dispute_reversal', 'network/disputes/' || payment.currency, payable, undisputed - charged_back),
      (10, 'dispute_fee_refund', 'redoubt/fees/' || payment.currency, payable, dispute_fee_refunded),
      -- A capture was promised to the merchant; a void, a refund and a dispute to the payer.
      (5, 'shortfall', 'suspense/failover/' || payment.currency,
        case
          when kind = 'CapturePayment' then payable
          when kind in ('OpenDispute', 'LoseDispute') then 'network/disputes/' || payment.currency
          else 'network/refunds/' || payment.currency
        end, shortfall)
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
    fee_refunded_minor = fee_refunded_minor + fee_refunded,
    disputed_minor = disputed_minor + disputed - undisputed,
    charged_back_minor = charged_back_minor + charged_back,
    dispute_fee_minor = dispute_fee_minor + dispute_fee - dispute_fee_refunded,
    expires_at = expiry,
    updated_at = now()
  where payment_id = payment.payment_id
  returning * into payment;

  insert into pay.operations (command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id, reason, decided_by)
  values (
    wanted_command, payment.payment_id, payment.version, operation, part, epoch, origin_region, applied_by, command ->> 'correlationId',
    command ->> 'reason', command ->> 'by'
  );
  if command ->> 'type' in ('ApprovePayment', 'RejectPayment', 'OpenDispute', 'WinDispute', 'LoseDispute') then
    perform pay.record_audit(
      epoch, origin_region, command, was, jsonb_build_object('status', payment.status, 'version', payment.version),
      answer ->> 'recordedAt', true
    );
  end if;

  place := pay.order_after(payment.payment_id, payment.version - 1, (recorded ->> 'version')::int, epoch);
  told := pay.record_event(
    'payments.transactions', case when shortfall > 0 then 'PaymentShortfallBooked' else pay.event_type_of(operation) end,
    payment.version, pay.time_text(now()), epoch, origin_region, wanted_command::text, command,
    jsonb_build_object(
      'paymentId', payment.payment_id, 'merchantId', payment.merchant_id, 'amountMinor', payment.amount_minor::text,
      'currency', payment.currency, 'reference', payment.reference, 'canary', nullif(payment.canary, false),
      'status', payment.status, 'operation', operation, 'operationAmountMinor', part::text,
      'heldMinor', payment.held_minor::text, 'capturedMinor', payment.captured_minor::text,
      'refundedMinor', payment.refunded_minor::text, 'reason', payment.reason,
      'disputedMinor', nullif(payment.disputed_minor, 0)::text, 'chargedBackMinor', nullif(payment.charged_back_minor, 0)::text,
      'disputeReason', case kind when 'OpenDispute' then command -> 'reason' end, 'evidence', command -> 'evidence',
      'decidedBy', command -> 'by',
      'expiresAt', case operation when 'approve_authorize' then pay.time_text(payment.expires_at) end,
      'shortfallMinor', nullif(shortfall, 0)::text,
      'order', place
    ),
    -- One that does not stand where it stood there is another event.
    case when place > (recorded ->> 'version')::int then place end
  );
  return answer || jsonb_build_object('replayed', false, 'events', jsonb_build_array(told));
end
$body$;
