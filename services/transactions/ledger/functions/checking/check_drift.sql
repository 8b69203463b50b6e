-- Everything that does not fit, at one snapshot; no row when the books are right. Reads all of the books.
create or replace function pay.check_drift() returns table (rule text, subject text, expected numeric, found numeric)
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  with sides as (
    select account_id, currency, sum(change) as total
    from pay.transfers
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as both_sides (account_id, change)
    group by account_id, currency
  )
  select 'balance_is_sum_of_transfers', coalesce(balances.account_id, sides.account_id), coalesce(sides.total, 0), balances.balance_minor
  from pay.balances full join sides on sides.account_id = balances.account_id and sides.currency = balances.currency
  where balances.balance_minor is distinct from coalesce(sides.total, 0)
  union all
  select rule, subject, expected, found from pay.drift_of_balances()
  union all
  select rule, subject, expected, found from pay.drift_of_payments(null)
  union all
  select rule, subject, expected, found from pay.drift_of_payouts(null);
end;

grant execute on function pay.check_drift() to pay_maintenance;
