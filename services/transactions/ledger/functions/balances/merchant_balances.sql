-- What a merchant has in each currency at the statement's snapshot: what is rolled up, and the transfers after it, read
-- once for all of its accounts.
create or replace function pay.merchant_balances(merchant text) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (
  with own as (
    select account_id, kind, currency, balance_minor from pay.accounts where merchant_id = merchant
  ),
  tail as (
    select account_id, sum(change) as change
    from pay.transfers
      cross join lateral (values (debit_account, -amount_minor::numeric), (credit_account, amount_minor)) as sides (account_id, change)
    where transaction_id >= (select horizon from pay.roll_up)
      and account_id in (select account_id from own)
    group by account_id
  ),
  by_currency as (
    select currency,
      sum(balance_minor + coalesce(change, 0)) filter (where kind = 'merchant_payable') as payable,
      sum(balance_minor + coalesce(change, 0)) filter (where kind = 'merchant_held') as held
    from own left join tail using (account_id)
    group by currency
  )
  select jsonb_build_object('merchant_id', merchant, 'data', coalesce(jsonb_agg(jsonb_build_object(
    'currency', currency, 'payable_minor', payable::text, 'held_minor', held::text,
    'refundable_minor', greatest(0, payable + pay.amount_in(currency, 'overdraft_minor_max', (terms).overdraft_minor_max, terms))::text
  ) order by currency), '[]'))
  from by_currency cross join (select own as terms from pay.terms_of(merchant) as own) as today
);

grant execute on function pay.merchant_balances(text) to pay_reader;
