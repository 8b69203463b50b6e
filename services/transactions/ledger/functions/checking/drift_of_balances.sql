-- What does not fit in the balances as they are at the statement's snapshot.
create or replace function pay.drift_of_balances() returns table (rule text, subject text, expected numeric, found numeric)
language sql stable
begin atomic
  with read_once as materialized (select * from pay.balances)
  select 'accounts_sum_to_zero', currency, 0::numeric, sum(balance_minor)
  from read_once group by currency having sum(balance_minor) <> 0
  union all
  select 'hold_is_not_negative', account_id, 0::numeric, balance_minor
  from read_once where kind = 'merchant_held' and balance_minor < 0;
end;
