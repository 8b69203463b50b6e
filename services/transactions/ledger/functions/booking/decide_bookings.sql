-- Decides new payments by their merchants' terms: captured in full with a fee, authorized, held for review, or rejected. An outcome
-- that a lost region has answered ('recorded', at its command's place) is kept. The rules of booking stand here and nowhere else.
--
-- PostgreSQL puts this into the statement that selects from it. 'offset 0' keeps an expression from being copied to each place that
-- uses it.
create or replace function pay.decide_bookings(commands jsonb[], recorded jsonb[]) returns setof pay.booking
language sql stable
begin atomic
  select
    place::int, command, (command ->> 'commandId')::uuid, command ->> 'paymentId', merchant_id, amount, command ->> 'currency',
    accepted_at, operation, pay.event_type_of(operation), pay.next_status('accepted', operation), reason,
    case operation when 'authorize' then amount else 0 end,
    case operation when 'capture' then amount else 0 end,
    case operation when 'capture' then coalesce((recorded[place] ->> 'feeMinor')::bigint, pay.fee_of(amount, fee_basis_points)) else 0 end,
    case
      when operation in ('capture', 'reject') then null
      when recorded[place] is not null then (recorded[place] ->> 'expiresAt')::timestamptz
      else accepted_at + make_interval(days => case operation when 'authorize' then hold_days else review_days end)
    end,
    case operation when 'hold_for_review' then command -> 'review' end,
    recorded[place] ->> 'recordedAt'
  from (
    select ruled.*, case
      when reason is not null then 'reject'
      when command ? 'review' then 'hold_for_review'
      when command ->> 'capture' = 'manual' then 'authorize'
      else 'capture'
    end as operation
    from (
      select given.*, terms.fee_basis_points, terms.hold_days, terms.review_days, case
        when recorded[place] is not null then recorded[place] ->> 'reason'
        when terms.status = 'blocked' then 'merchant_blocked'
        when amount > terms.amount_minor_max then 'amount_over_merchant_limit'
      end as reason
      from (
        select place, command, command ->> 'merchantId' as merchant_id, (command ->> 'amountMinor')::bigint as amount,
          (command ->> 'acceptedAt')::timestamptz as accepted_at
        from unnest(commands) with ordinality as entries (command, place)
        offset 0
      ) as given
        left join pay.merchant_terms as own on own.merchant_id = given.merchant_id
        join pay.merchant_terms as terms on terms.merchant_id = coalesce(own.merchant_id, '*')
      offset 0
    ) as ruled
    offset 0
  ) as judged;
end;
