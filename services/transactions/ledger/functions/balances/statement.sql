-- What moved a merchant's balance in a currency: everything recorded from a time (within) until another (not within), and the balances
-- at both. At the statement's snapshot.
--
-- Read backwards from what is rolled up: what it costs grows with the time since 'earliest', not with the merchant's whole past.
create or replace function pay.statement(merchant text, wanted_currency text, earliest timestamptz, latest timestamptz) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (
  with own (balance, account_id) as (
    values
      ('available', format('merchant/%s/payable/%s', merchant, wanted_currency)),
      ('pending', format('merchant/%s/held/%s', merchant, wanted_currency))
  ),
  sides as (
    select balance, purpose, recorded_at, transaction_id,
      case when credit_account = account_id then amount_minor else 0 end as credited,
      case when debit_account = account_id then amount_minor else 0 end as debited
    from pay.transfers join own on account_id in (debit_account, credit_account)
    where merchant_id = merchant and currency = wanted_currency
      and (recorded_at >= earliest or transaction_id >= (select horizon from pay.roll_up))
  ),
  sums as (
    select own.balance,
      coalesce(max(balance_minor), 0)
        + coalesce(sum(credited - debited) filter (where sides.transaction_id >= (select horizon from pay.roll_up)), 0) as today,
      coalesce(sum(credited - debited) filter (where recorded_at >= earliest), 0) as since_earliest,
      coalesce(sum(credited - debited) filter (where recorded_at >= latest), 0) as since_latest
    from own left join pay.accounts using (account_id) left join sides on sides.balance = own.balance
    group by own.balance
  ),
  moved as (
    select balance, purpose, sum(credited) as credited, sum(debited) as debited, count(*) as transfers
    from sides where recorded_at >= earliest and recorded_at < latest
    group by balance, purpose
  )
  select jsonb_build_object(
    'merchant_id', merchant, 'currency', wanted_currency, 'from', pay.time_text(earliest), 'until', pay.time_text(latest),
    'opening', jsonb_object_agg(balance || '_minor', (today - since_earliest)::text),
    'closing', jsonb_object_agg(balance || '_minor', (today - since_latest)::text),
    'movements', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'balance', balance, 'purpose', purpose, 'credited_minor', credited::text, 'debited_minor', debited::text, 'transfers', transfers
      ) order by balance, purpose), '[]')
      from moved
    )
  )
  from sums
);

grant execute on function pay.statement(text, text, timestamptz, timestamptz) to pay_reader;
