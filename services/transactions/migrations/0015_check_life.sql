-- Why: the checker must follow a payment through its whole life.
set local role pay_owner;

-- Everything that does not fit, at one snapshot; no row when the books are right.
create or replace function pay.check_drift() returns table (rule text, subject text, expected numeric, found numeric)
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  with sides as (
    select account_id, currency, sum(change) as total
    from pay.transfers
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
    group by account_id, currency
  ),
  moved as (
    select payment_id,
      sum(case when version = 2 and purpose in ('hold', 'capture') then amount_minor else 0 end) as begun,
      sum(case purpose when 'hold' then amount_minor when 'release' then -amount_minor else 0 end) as held,
      sum(case purpose when 'capture' then amount_minor else 0 end) as captured,
      sum(case purpose when 'refund' then amount_minor else 0 end) as refunded,
      sum(case purpose when 'fee' then amount_minor else 0 end) as fees
    from pay.transfers group by payment_id
  )
  select 'balance_is_sum_of_transfers', coalesce(balances.account_id, sides.account_id), coalesce(sides.total, 0), balances.balance_minor
  from pay.balances full join sides on sides.account_id = balances.account_id and sides.currency = balances.currency
  where balances.balance_minor is distinct from coalesce(sides.total, 0)
  union all
  select 'accounts_sum_to_zero', currency, 0, sum(balance_minor)
  from pay.balances group by currency having sum(balance_minor) <> 0
  union all
  select sums.rule, payment_id, sums.expected, sums.found
  from pay.payments full join moved using (payment_id)
    cross join lateral (
      values
        ('amount_is_transferred', case when status <> 'rejected' then amount_minor else 0 end, coalesce(begun, 0)),
        ('held_is_transferred', coalesce(held_minor, 0), coalesce(held, 0)),
        ('captured_is_transferred', coalesce(captured_minor, 0), coalesce(captured, 0)),
        ('refunded_is_transferred', coalesce(refunded_minor, 0), coalesce(refunded, 0)),
        ('fees_are_transferred', coalesce(fee_minor, 0), coalesce(fees, 0))
    ) as sums (rule, expected, found)
  where sums.expected <> sums.found
  union all
  select 'hold_is_not_negative', account_id, 0, balance_minor
  from pay.balances where kind = 'merchant_held' and balance_minor < 0
  union all
  select 'version_has_its_operations', payments.payment_id, payments.version - 1, count(operations.command_id)
  from pay.payments left join pay.operations on operations.payment_id = payments.payment_id
  group by payments.payment_id having count(operations.command_id) <> payments.version - 1
  union all
  select 'version_has_its_event', payments.payment_id, payments.version - 1, count(events.seq)
  from pay.payments left join pay.events on events.payment_id = payments.payment_id
  group by payments.payment_id having count(events.seq) <> payments.version - 1;
end;
