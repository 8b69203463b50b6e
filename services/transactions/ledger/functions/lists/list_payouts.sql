-- A merchant's payouts, the newest day first, after a cursor or from the start (''); null when the cursor is not one of ours.
create or replace function pay.list_payouts(merchant text, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'payouts of ' || merchant;
  place jsonb := case when cursor = '' then '["infinity", ""]' else pay.place_of(scope, cursor)::jsonb end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', jsonb_build_array(day, currency)::text, 'view', jsonb_strip_nulls(jsonb_build_object(
      'id', payout_id, 'merchant_id', merchant_id, 'currency', currency, 'day', day, 'balance_minor', balance_minor::text,
      'amount_minor', amount_minor::text, 'withheld_minor', withheld_minor::text, 'reserve_minor', reserve_minor::text,
      'created_at', pay.time_text(recorded_at), 'sent_at', pay.time_text(sent_at)
    ))) as entry
    from pay.payouts
    where merchant_id = merchant and (day, currency) < ((place ->> 0)::date, place ->> 1)
    order by day desc, currency desc
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.list_payouts(text, text, int) to pay_reader;
