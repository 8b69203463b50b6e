-- A page of what is to be paid out, after a merchant and currency: cut and not settled, or settled and the bank was not told.
create or replace function pay.due_settlements(after_merchant text, after_currency text, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object('merchantId', merchant_id, 'currency', currency, 'day', day)
  from (
    select merchant_id, currency, day from pay.cuts
    where not exists (
      select from pay.payouts
      where payouts.merchant_id = cuts.merchant_id and payouts.day = cuts.day and payouts.currency = cuts.currency
    )
    union all
    -- One at a time, the oldest first: a page goes on after a merchant and currency.
    select merchant_id, currency, min(day) from pay.payouts where sent_at is null and amount_minor > 0 group by merchant_id, currency
  ) as due
  where (merchant_id, currency) > (after_merchant, after_currency)
  order by merchant_id, currency, day
  limit batch_max;
end;

grant execute on function pay.due_settlements(text, text, int) to pay_writer;
