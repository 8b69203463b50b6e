-- Why: a merchant asks what it is owed, and anybody who reconciles asks which transfers a payment is made of.
set local role pay_owner;

-- Accounts are opened once for each merchant and currency, so that it costs no payment anything.
create index accounts_of_a_merchant on pay.accounts (merchant_id) where merchant_id is not null;

-- What a merchant has in each currency at the statement's snapshot: what is rolled up, and the transfers after it, read
-- once for all of its accounts.
create function pay.merchant_balances(merchant text) returns jsonb
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
    'refundable_minor', greatest(0, payable + (pay.terms_of(merchant)).overdraft_minor_max)::text
  ) order by currency), '[]'))
  from by_currency
);

-- The transfers of a payment, oldest first, after a cursor or from the start (''); null when the cursor is not one of ours.
create function pay.list_transfers(wanted text, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'transfers of ' || wanted;
  place jsonb := case when cursor = '' then '[0, 0]' else pay.place_of(scope, cursor)::jsonb end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', jsonb_build_array(version, sequence)::text, 'view', jsonb_build_object(
      'id', 'tr_' || replace(transfer_id::text, '-', ''), 'payment_id', payment_id, 'version', version,
      'purpose', purpose, 'debit_account', debit_account, 'credit_account', credit_account,
      'amount_minor', amount_minor::text, 'currency', currency, 'created_at', pay.time_text(recorded_at)
    )) as entry
    from pay.transfers
    where payment_id = wanted and (version, sequence) > ((place ->> 0)::int, (place ->> 1)::int)
    order by version, sequence
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.merchant_balances(text) to pay_app;
grant execute on function pay.list_transfers(text, text, int) to pay_app;
