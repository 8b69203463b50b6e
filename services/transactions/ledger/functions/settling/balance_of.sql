-- The balance of an account at the statement's snapshot: what is rolled up, and the transfers after it.
create or replace function pay.balance_of(wanted text) returns numeric
language sql stable
return (
  select balance_minor + coalesce((
    select sum(case when credit_account = wanted then amount_minor::numeric else -amount_minor end)
    from pay.transfers
    where transaction_id >= (select horizon from pay.roll_up) and wanted in (debit_account, credit_account)
  ), 0)
  from pay.accounts where account_id = wanted
);
