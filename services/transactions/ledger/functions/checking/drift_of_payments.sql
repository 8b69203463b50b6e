-- What does not fit in these payments; null means all of them.
--
-- PL/pgSQL plans with the value at hand: for a few payments by index, for all by hash.
create or replace function pay.drift_of_payments(wanted text[]) returns table (rule text, subject text, expected numeric, found numeric)
language plpgsql stable as $body$
#variable_conflict use_column
begin
  return query
  with begins as (
    -- The operation that holds or captures the payment's amount for the first time; a review puts it off.
    select payment_id, max(version) as version
    from pay.operations
    where (wanted is null or payment_id = any (wanted))
      and (operation in ('authorize', 'approve_authorize', 'approve_capture') or (operation = 'capture' and version = 2))
    group by payment_id
  ),
  moved as (
    select transfers.payment_id,
      sum(case when transfers.version = begins.version and purpose in ('hold', 'capture') then amount_minor else 0 end) as begun,
      sum(case purpose when 'hold' then amount_minor when 'release' then -amount_minor else 0 end) as held,
      sum(case purpose when 'capture' then amount_minor else 0 end) as captured,
      sum(case purpose when 'refund' then amount_minor else 0 end) as refunded,
      sum(case purpose when 'fee' then amount_minor else 0 end) as fees,
      sum(case purpose when 'fee_refund' then amount_minor else 0 end) as fee_refunds,
      sum(case purpose when 'dispute' then amount_minor when 'dispute_reversal' then -amount_minor else 0 end) as disputed,
      sum(case purpose when 'dispute_fee' then amount_minor when 'dispute_fee_refund' then -amount_minor else 0 end) as dispute_fees
    from pay.transfers left join begins on begins.payment_id = transfers.payment_id
    where purpose <> 'settlement' and (wanted is null or transfers.payment_id = any (wanted))
    group by transfers.payment_id
  ),
  done as (
    select payment_id, count(*) as operations from pay.operations
    where wanted is null or payment_id = any (wanted) group by payment_id
  ),
  told as (
    -- Version 1 is the acceptance, which is recorded here only for payments that a request has booked.
    select payment_id, count(*) filter (where version > 1) as events from pay.events
    where wanted is null or payment_id = any (wanted) group by payment_id
  )
  select sums.rule, payment_id, sums.expected::numeric, sums.found::numeric
  from (select * from pay.payments where wanted is null or payment_id = any (wanted)) as payments
    full join moved using (payment_id)
    left join begins using (payment_id)
    left join done using (payment_id)
    left join told using (payment_id)
    cross join lateral (
      values
        ('amount_is_transferred', case when begins.version is null then 0 else amount_minor end, coalesce(begun, 0)),
        -- An expired payment may have been authorized, or in review.
        ('status_has_its_beginning', (status not in ('review', 'rejected'))::int, (begins.version is not null or status = 'expired')::int),
        ('held_is_transferred', coalesce(held_minor, 0), coalesce(held, 0)),
        ('captured_is_transferred', coalesce(captured_minor, 0), coalesce(captured, 0)),
        ('refunded_is_transferred', coalesce(refunded_minor, 0), coalesce(refunded, 0)),
        ('fees_are_transferred', coalesce(fee_minor, 0), coalesce(fees, 0)),
        ('fee_refunds_are_transferred', coalesce(fee_refunded_minor, 0), coalesce(fee_refunds, 0)),
        ('disputes_are_transferred', coalesce(disputed_minor + charged_back_minor, 0), coalesce(disputed, 0)),
        ('dispute_fees_are_transferred', coalesce(dispute_fee_minor, 0), coalesce(dispute_fees, 0)),
        ('version_has_its_operations', payments.version - 1, coalesce(operations, 0)),
        ('version_has_its_event', payments.version - 1, coalesce(events, 0))
    ) as sums (rule, expected, found)
  -- A transfer without its payment has no version.
  where sums.expected is distinct from sums.found;
end
$body$;
