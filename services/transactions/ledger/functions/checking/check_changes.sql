-- Everything that does not fit in what has changed since the last check that found nothing, at one snapshot. A drift is
-- found again by each check until it is gone.
create or replace function pay.check_changes() returns table (rule text, subject text, expected numeric, found numeric)
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  last_check pay.checked;
  new_horizon xid8;
begin
  select * into strict last_check from pay.checked for update;
  -- Before the books are read: all below it has ended, and is seen.
  new_horizon := pg_snapshot_xmin(pg_current_snapshot());
  return query
  with tail as (
    select * from pay.transfers where transaction_id >= last_check.horizon
  ),
  sides as (
    select account_id, sum(change) as total
    from tail
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
    group by account_id
  ),
  sums as (
    select account_id, coalesce(checked_balances.balance_minor, 0) + coalesce(sides.total, 0) as total
    from pay.checked_balances full join sides using (account_id)
  ),
  changed as (
    select payment_id from tail
    union
    -- Some operations move nothing. The Data API ends a statement after 45 s: what began earlier was seen last time.
    select payment_id from pay.events where recorded_at >= last_check.checked_at - interval '1 minute'
  )
  select 'balance_is_sum_of_transfers', coalesce(balances.account_id, sums.account_id), coalesce(sums.total, 0), balances.balance_minor
  from pay.balances full join sums on sums.account_id = balances.account_id
  where balances.balance_minor is distinct from coalesce(sums.total, 0)
  union all
  select * from pay.drift_of_balances()
  union all
  select * from pay.drift_of_payments((select coalesce(array_agg(payment_id), '{}') from changed))
  union all
  select * from pay.drift_of_payouts((select coalesce(array_agg(payment_id), '{}') from changed));
  if found then
    return;
  end if;
  insert into pay.checked_balances as known (account_id, balance_minor)
  select account_id, sum(change)
  from pay.transfers
    cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
  where transaction_id >= last_check.horizon and transaction_id < new_horizon
  group by account_id
  on conflict (account_id) do update set balance_minor = known.balance_minor + excluded.balance_minor;
  update pay.checked set horizon = new_horizon, checked_at = now();
end
$body$;

grant execute on function pay.check_changes() to pay_maintenance;
