-- Why: a payment whose capture is manual is authorized: its amount is held, and nothing is owed to anybody yet.
set local role pay_owner;

-- Opens every account that the payments of the commands (a JSON array) move money between. All in one order, so that
-- two callers that open the same accounts never wait for each other crosswise.
create function pay.open_accounts_of(commands jsonb) returns void
language sql volatile
begin atomic
  with owners as (
    select distinct command ->> 'merchantId' as merchant, command ->> 'currency' as currency
    from jsonb_array_elements(commands) as command
  )
  insert into pay.accounts (account_id, kind, merchant_id, currency)
  select distinct account_id, kind, merchant_id, currency
  from owners cross join lateral (
    values
      ('merchant/' || merchant || '/payable/' || currency, 'merchant_payable', merchant),
      ('merchant/' || merchant || '/held/' || currency, 'merchant_held', merchant),
      ('network/receivable/' || currency, 'network_receivable', null),
      ('network/held/' || currency, 'network_held', null),
      ('network/refunds/' || currency, 'network_refunds', null),
      ('redoubt/fees/' || currency, 'fees', null),
      ('suspense/failover/' || currency, 'suspense', null)
  ) as accounts (account_id, kind, merchant_id)
  order by account_id
  on conflict do nothing;
end;

-- Merchants from before have the accounts of captures only.
do $existing$
begin
  perform pay.open_accounts_of(coalesce(jsonb_agg(jsonb_build_object('merchantId', merchant_id, 'currency', currency)), '[]'))
  from pay.accounts where kind = 'merchant_payable';
end
$existing$;

drop function pay.open_accounts(text, text);

-- Books a payment: captured in full with its fee, authorized, or rejected by the merchant's terms.
create or replace function pay.create_payment(epoch bigint, origin_region text, applied_by text, command jsonb) returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_column
declare
  wanted_command uuid := command ->> 'commandId';
  wanted_payment text := command ->> 'paymentId';
  merchant text := command ->> 'merchantId';
  amount bigint := command ->> 'amountMinor';
  code text := command ->> 'currency';
  terms pay.merchant_terms := pay.terms_of(merchant);
  refusal text := case
    when terms.status = 'blocked' then 'merchant_blocked'
    when amount > terms.amount_minor_max then 'amount_over_merchant_limit'
  end;
  operation text := case
    when refusal is not null then 'reject'
    when command ->> 'capture' = 'manual' then 'authorize'
    else 'capture'
  end;
  status text := pay.next_status('accepted', operation);
  captured bigint := case operation when 'capture' then amount else 0 end;
  held bigint := case operation when 'authorize' then amount else 0 end;
  fee bigint := pay.fee_of(captured, terms.fee_basis_points);
  expiry timestamptz := case operation when 'authorize' then (command ->> 'acceptedAt')::timestamptz + make_interval(days => terms.hold_days) end;
  payable text := 'merchant/' || merchant || '/payable/' || code;
  answer jsonb;
  recorded jsonb;
begin
  -- Before the payment's row, as a batch does it: then nobody who holds accounts waits for somebody who waits for them.
  if refusal is null and not exists (select from pay.accounts where account_id = payable) then
    perform pay.open_accounts_of(jsonb_build_array(command));
  end if;
  insert into pay.payments (
    payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary, accepted_at,
    held_minor, captured_minor, fee_minor, expires_at
  ) values (
    wanted_payment, merchant, amount, code, status, 2, refusal, command ->> 'reference', command ->> 'customerId',
    coalesce((command ->> 'canary')::boolean, false), (command ->> 'acceptedAt')::timestamptz, held, captured, fee, expiry
  ) on conflict do nothing;
  if not found then
    -- The insert has waited for another transaction that applied the same command: its answer is ours.
    select inbox.answer into answer from pay.inbox where command_id = wanted_command;
    if not found then
      raise exception 'payment % exists, but not by command %; a payment id must come from its command id', wanted_payment, wanted_command;
    end if;
    return answer || jsonb_build_object('replayed', true, 'events', jsonb_build_array());
  end if;

  if refusal is null then
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

  recorded := pay.record_event(
    case operation when 'capture' then 'PaymentCaptured' when 'authorize' then 'PaymentAuthorized' else 'PaymentRejected' end,
    wanted_payment, 2, epoch, origin_region, pay.event_id_of(wanted_payment, 1, 'PaymentAccepted')::text, command,
    jsonb_build_object(
      'paymentId', wanted_payment, 'merchantId', merchant, 'amountMinor', amount::text, 'currency', code,
      'reference', command ->> 'reference', 'canary', (command ->> 'canary')::boolean, 'reason', refusal,
      'expiresAt', pay.time_text(expiry)
    )
  );

  answer := jsonb_strip_nulls(jsonb_build_object(
    'outcome', 'applied', 'paymentId', wanted_payment, 'status', status, 'version', 2, 'reason', refusal
  ));
  insert into pay.inbox (command_id, answer) values (wanted_command, answer);
  return answer || jsonb_build_object('replayed', false, 'events', jsonb_build_array(recorded));
end
$body$;
