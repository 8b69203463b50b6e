-- Books new payments: CreatePayment commands, each once, in the order in which they are to be inserted. Answers one text for
-- each, at its place; null for a payment that was there already.
create or replace function pay.create_payments(epoch bigint, origin_region text, applied_by text, commands jsonb[]) returns text[]
language plpgsql volatile as $body$
#variable_conflict use_column
declare
  moment text := pay.time_text(now());
  answers text[];
begin
  -- 'offset 0' keeps an expression from being copied to each place that uses it.
  with given as materialized (
    select place, command, (command ->> 'commandId')::uuid as command_id, command ->> 'paymentId' as payment_id,
      command ->> 'merchantId' as merchant_id, (command ->> 'amountMinor')::bigint as amount, command ->> 'currency' as currency,
      (command ->> 'acceptedAt')::timestamptz as accepted_at
    from unnest(commands) with ordinality as entries (command, place)
  ),
  judged as materialized (
    select ruled.*, case
      when refusal is not null then 'reject'
      when command ? 'review' then 'hold_for_review'
      when command ->> 'capture' = 'manual' then 'authorize'
      else 'capture'
    end as operation
    from (
      select given.*, terms.fee_basis_points, terms.hold_days, terms.review_days, case
        when terms.status = 'blocked' then 'merchant_blocked'
        when amount > terms.amount_minor_max then 'amount_over_merchant_limit'
      end as refusal
      from given
        left join pay.merchant_terms as own on own.merchant_id = given.merchant_id
        join pay.merchant_terms as terms on terms.merchant_id = coalesce(own.merchant_id, '*')
      offset 0
    ) as ruled
  ),
  decided as materialized (
    select judged.*,
      case operation when 'capture' then amount else 0 end as captured,
      case operation when 'authorize' then amount else 0 end as held,
      case operation when 'capture' then pay.fee_of(amount, fee_basis_points) else 0 end as fee,
      case operation when 'hold_for_review' then command -> 'review' end as review,
      case operation
        when 'authorize' then accepted_at + make_interval(days => hold_days)
        when 'hold_for_review' then accepted_at + make_interval(days => review_days)
      end as expiry,
      pay.next_status('accepted', operation) as status,
      pay.event_type_of(operation) as event_type
    from judged
  ),
  booked as (
    insert into pay.payments (
      payment_id, merchant_id, amount_minor, currency, status, version, reason, reference, customer_id, canary, accepted_at,
      held_minor, captured_minor, fee_minor, expires_at, capture, review
    )
    select payment_id, merchant_id, amount, currency, status, 2, refusal, command ->> 'reference', command ->> 'customerId',
      coalesce((command ->> 'canary')::boolean, false), accepted_at, held, captured, fee, expiry,
      coalesce(command ->> 'capture', 'automatic'), review
    from decided order by place
    on conflict do nothing
    returning payment_id
  ),
  fresh as materialized (
    select named.*,
      pay.event_text(
        event_id, event_type, moment, pay.event_id_of(payment_id, 1, 'PaymentAccepted')::text, epoch, origin_region, 2, command,
        pay.booking_text(command, amount, ending)
      ) as event,
      pay.answer_text(command, status, fee, moment, ending) as answer
    from (
      select decided.*, pay.event_id_of(payment_id, 2, event_type) as event_id,
        case when operation <> 'capture' then pay.ending_text(refusal, review, expiry) end as ending
      from decided join booked using (payment_id)
      offset 0
    ) as named
  ),
  moved as (
    insert into pay.transfers (payment_id, version, sequence, transfer_id, purpose, debit_account, credit_account, amount_minor, currency)
    select payment_id, 2, sequence, pay.transfer_id_of(payment_id, 2, sequence), purpose, debit, credit, part, currency
    from fresh cross join lateral (
      values
        (1, 'capture', 'network/receivable/' || currency, 'merchant/' || merchant_id || '/payable/' || currency, captured),
        (2, 'fee', 'merchant/' || merchant_id || '/payable/' || currency, 'redoubt/fees/' || currency, fee),
        (1, 'hold', 'network/held/' || currency, 'merchant/' || merchant_id || '/held/' || currency, held)
    ) as postings (sequence, purpose, debit, credit, part)
    where part > 0
  ),
  logged as (
    insert into pay.operations (command_id, payment_id, version, operation, amount_minor, epoch, origin_region, applied_by, correlation_id)
    select command_id, payment_id, 2, operation, nullif(captured + held, 0), epoch, origin_region, applied_by, command ->> 'correlationId'
    from fresh
  ),
  told as (
    insert into pay.events (payment_id, version, type, event_id, epoch, event)
    select payment_id, 2, event_type, event_id, epoch, event::jsonb from fresh order by place
    returning seq, payment_id
  ),
  queued as (
    insert into pay.outbox (seq) select seq from told
  ),
  remembered as (
    insert into pay.inbox (command_id, answer) select command_id, (answer || '}')::jsonb from fresh
  )
  select array_agg(
    case when seq is not null then format('%s,"replayed":false,"events":[{"seq":%s,"event":%s}]}', answer, seq, event) end
    order by place
  ) into answers
  from given left join (fresh join told using (payment_id)) using (place);
  return answers;
end
$body$;
