-- A page of the transfers of a merchant's accounts, oldest first, each {place, view}, after a place or from the start (''). A filter
-- {from, until, currency} says which: from is within, until is not, and without a currency all of them pass.
--
-- Reads at most page_max transfers, and ends where the answer would be over 400,000 bytes: with what the quotes of JSON within JSON add,
-- that stays below the 1 MiB of the Data API. The last one that was read comes without its view where it does not pass: the next page
-- goes on behind it. No rows mean that there are no more.
create or replace function pay.export_transfers(merchant text, filter jsonb, after text, page_max int) returns setof jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  place jsonb := case when after = '' then '["-infinity", "", 0, 0]' else after::jsonb end;
  earliest timestamptz := (filter ->> 'from')::timestamptz;
  latest timestamptz := (filter ->> 'until')::timestamptz;
begin
  return query
    select jsonb_build_object('place', own_place) || case when passes then jsonb_build_object('view', view) else '{}' end
    from (
      select *, max(nth) filter (where fits) over () as last_nth from (
        select *, nth = 1 or sum(octet_length(view::text) + 100) over (order by nth) <= 400000 as fits from (
          select row_number() over (order by recorded_at, payment_id, version, sequence) as nth,
            jsonb_build_array(recorded_at, payment_id, version, sequence)::text as own_place,
            coalesce(currency = filter ->> 'currency', true) as passes, pay.transfer_view_of(transfers) as view
          from pay.transfers
          where merchant_id = merchant and recorded_at >= earliest and recorded_at < latest
            and (recorded_at, payment_id, version, sequence)
              > ((place ->> 0)::timestamptz, place ->> 1, (place ->> 2)::int, (place ->> 3)::int)
          order by recorded_at, payment_id, version, sequence
          limit page_max
        ) as scanned
      ) as measured
    ) as numbered
    where fits and (passes or nth = last_nth)
    order by nth;
end
$body$;

grant execute on function pay.export_transfers(text, jsonb, text, int) to pay_reader;
