-- Why: one statement per command. Over the Data API each statement is an HTTP round trip, and one statement is one
-- transaction: fence, inbox, state, transfers, operation, event and answer are committed together or not at all.
--
-- What the business refuses is a payment with status 'rejected', what the fence refuses is an outcome; an exception is a
-- mistake of ours.
set local role pay_owner;

-- The terms a merchant works under.
create function pay.terms_of(merchant text) returns pay.merchant_terms
language sql stable
return (
  select terms from pay.merchant_terms as terms
  where terms.merchant_id in (merchant, '*')
  order by terms.merchant_id = '*'
  limit 1
);

-- Part of the amount in basis points, rounded down. Whole and rest are taken apart so that 18 digits cannot overflow.
create function pay.fee_of(amount_minor bigint, basis_points int) returns bigint
language sql immutable parallel safe
return amount_minor / 10000 * basis_points + amount_minor % 10000 * basis_points / 10000;

-- Opens the accounts that a capture moves money between, always in the same order.
create function pay.open_accounts(merchant text, currency text) returns void
language sql volatile
begin atomic
  insert into pay.accounts (account_id, kind, merchant_id, currency)
  values
    ('merchant/' || merchant || '/payable/' || currency, 'merchant_payable', merchant, currency),
    ('network/receivable/' || currency, 'network_receivable', null, currency),
    ('redoubt/fees/' || currency, 'fees', null, currency)
  on conflict do nothing;
end;

-- Books a payment: captured in full with its fee, or rejected by the merchant's terms.
create function pay.create_payment(epoch bigint, origin_region text, applied_by text, command jsonb) returns jsonb
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
  operation text := case when refusal is null then 'capture' else 'reject' end;
  status text := pay.next_status('accepted', operation);
  fee bigint := case when refusal is null then pay.fee_of(amount, terms.fee_basis_points) else 0 end;
  payable text := 'merchant/' || merchant || '/payable/' || code;
  answer jsonb;
  recorded jsonb;
begin
  insert into pay.payments (
    payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary, accepted_at
  ) values (
    wanted_payment, merchant, amount, code, status, 2, refusal, command ->> 'reference', command ->> 'customerId',
    coalesce((command ->> 'canary')::boolean, false), (command ->> 'acceptedAt')::timestamptz
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
    if not exists (select from pay.accounts where account_id = payable) then
      perform pay.open_accounts(merchant, code);
    end if;
    insert into pay.transfers (payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
    select wanted_payment, 2, sequence, pay.transfer_id_of(wanted_payment, 2, sequence), purpose, debit, credit, part, code
    from (
      values
        (1, 'capture', 'network/receivable/' || code, payable, amount),
        (2, 'fee', payable, 'redoubt/fees/' || code, fee)
    ) as postings (sequence, purpose, debit, credit, part)
    where part > 0;
  end if;

  insert into pay.operations (command_id, payment_id, version, operation, epoch, origin_region, applied_by, correlation_id)
  values (wanted_command, wanted_payment, 2, operation, epoch, origin_region, applied_by, command ->> 'correlationId');

  recorded := pay.record_event(
    case when refusal is null then 'PaymentCaptured' else 'PaymentRejected' end,
    wanted_payment, 2, epoch, origin_region, pay.event_id_of(wanted_payment, 1, 'PaymentAccepted')::text, command,
    jsonb_build_object(
      'paymentId', wanted_payment, 'merchantId', merchant, 'amountMinor', amount::text, 'currency', code,
      'reference', command ->> 'reference', 'canary', (command ->> 'canary')::boolean, 'reason', refusal
    )
  );

  answer := jsonb_strip_nulls(jsonb_build_object(
    'outcome', 'applied', 'paymentId', wanted_payment, 'status', status, 'version', 2, 'reason', refusal
  ));
  insert into pay.inbox (command_id, answer) values (wanted_command, answer);
  return answer || jsonb_build_object('replayed', false, 'events', jsonb_build_array(recorded));
end
$body$;

-- Applies a command under an epoch. The answer is that of the first time, with 'replayed' saying whether this was it;
-- 'events' are those that this call has put into the outbox.
create function pay.apply(epoch bigint, origin_region text, command jsonb, applied_by text default 'consumer') returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  answer jsonb := pay.fence_refusal(epoch);
begin
  if answer is not null then
    return answer;
  end if;
  select inbox.answer into answer from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return answer || jsonb_build_object('replayed', true, 'events', jsonb_build_array());
  end if;
  case command ->> 'type'
    when 'CreatePayment' then
      return pay.create_payment(epoch, origin_region, applied_by, command);
    else
      raise exception 'command type must be CreatePayment, got %', command ->> 'type';
  end case;
end
$body$;

grant execute on function pay.apply(bigint, text, jsonb, text) to pay_app;
