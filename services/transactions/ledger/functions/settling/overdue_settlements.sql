-- Number of merchants and currencies that are not paid out though their day was over this long ago; one where the day is not even cut.
create or replace function pay.overdue_settlements(grace interval) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (
  select jsonb_build_object('overdue', case
    when (select max(day) from pay.cut_days) < due_day then 1
    else (
      select count(*) from pay.cuts
      where day <= due_day and not exists (
        select from pay.payouts
        where payouts.merchant_id = cuts.merchant_id and payouts.day = cuts.day and payouts.currency = cuts.currency
      )
    ) + (select count(*) from pay.payouts where sent_at is null and amount_minor > 0 and day <= due_day)
  end)
  from (select (clock_timestamp() at time zone 'utc' - grace)::date - 1 as due_day) as due
);

grant execute on function pay.overdue_settlements(interval) to pay_maintenance;
