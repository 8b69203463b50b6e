-- A page of a merchant's payments, those booked first first, as pay.export_transfers has it of transfers.
create or replace function pay.export_payments(merchant text, filter jsonb, after text, page_max int) returns setof jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  place jsonb := case when after = '' then '["-infinity", ""]' else after::jsonb end;
  earliest timestamptz := (filter ->> 'from')::timestamptz;
  latest timestamptz := (filter ->> 'until')::timestamptz;
begin
  return query
    select jsonb_build_object('place', own_place) || case when passes then jsonb_build_object('view', view) else '{}' end
    from (
      select *, max(nth) filter (where fits) over () as last_nth from (
        select *, nth = 1 or sum(octet_length(view::text) + 100) over (order by nth) <= 400000 as fits from (
          select row_number() over (order by created_at, payment_id) as nth,
            jsonb_build_array(created_at, payment_id)::text as own_place,
            coalesce(currency = filter ->> 'currency', true) as passes, pay.view_of(payments) as view
          from pay.payments
          where merchant_id = merchant and created_at >= earliest and created_at < latest
            and (created_at, payment_id) > ((place ->> 0)::timestamptz, place ->> 1)
          order by created_at, payment_id
          limit page_max
        ) as scanned
      ) as measured
    ) as numbered
    where fits and (passes or nth = last_nth)
    order by nth;
end
$body$;

grant execute on function pay.export_payments(text, jsonb, text, int) to pay_reader;
