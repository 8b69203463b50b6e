-- Each account with its balance at the statement's snapshot: credits less debits.
create or replace view pay.balances as
with tail as (
  select debit_account as account_id, -amount_minor::numeric as change from pay.transfers
  where transaction_id >= (select horizon from pay.roll_up)
  union all
  select credit_account, amount_minor from pay.transfers
  where transaction_id >= (select horizon from pay.roll_up)
)
select account_id, currency, kind, merchant_id, balance_minor + coalesce(sum(change), 0) as balance_minor
from pay.accounts left join tail using (account_id)
group by account_id;
