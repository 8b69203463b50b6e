-- Fixes what each merchant had when the last day was over (UTC, by the database's clock), at the first call after it. Later calls find
-- it cut. What was left of an earlier day is in the new cut. Not before the epoch is recovered: balances lack what was answered in the lost
-- region.
create or replace function pay.cut_day(epoch bigint) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.decision_refusal(epoch);
  last_day date := (clock_timestamp() at time zone 'utc')::date - 1;
begin
  if refusal is not null then
    return refusal;
  end if;
  insert into pay.cut_days (day) values (last_day) on conflict do nothing;
  if found then
    delete from pay.cuts;
    insert into pay.cuts (merchant_id, currency, day, balance_minor)
    select merchant_id, currency, last_day, balance_minor from pay.balances
    where kind = 'merchant_payable' and balance_minor <> 0 and merchant_id <> 'redoubt-canary';
  end if;
  return jsonb_build_object('outcome', 'cut', 'day', last_day);
end
$body$;

grant execute on function pay.cut_day(bigint) to pay_writer;
