-- A merchant's payments, those booked last first, that a filter {status, reference, from, before} lets pass (each may be absent; from is
-- within, before is not), after a cursor or from the start (''); null when the cursor is not one of ours.
--
-- By the time of booking: what a recovery books late is new to whoever has read up to some time, however long ago it was accepted.
--
-- Reads at most scan_max payments: a rare status would otherwise read a merchant's whole past. Where they end without
-- filling the page, it ends with them, says that there is more, and its cursor goes on from there.
create or replace function pay.find_payments(merchant text, filter jsonb, cursor text, page_max int, scan_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  -- A cursor counts for the filter that it was given for.
  scope text := 'payments of ' || merchant || case when filter = '{}' then '' else ' ' || filter::text end;
  place jsonb := case when cursor = '' then '["infinity", ""]' else pay.place_of(scope, cursor)::jsonb end;
  earliest timestamptz := coalesce((filter ->> 'from')::timestamptz, '-infinity');
  latest timestamptz := coalesce((filter ->> 'before')::timestamptz, 'infinity');
  found_rows jsonb;
  page jsonb;
  scan_end text;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', jsonb_build_array(created_at, payment_id)::text, 'view', pay.view_of(payment)) as entry
    from (
      select payments as payment, created_at, payment_id, status
      from pay.scan_payments(merchant, filter ->> 'reference', earliest, latest, (place ->> 0)::timestamptz, place ->> 1, scan_max)
        as payments
    ) as scanned
    where filter ->> 'status' is null or status = filter ->> 'status'
    order by created_at desc, payment_id desc
    limit page_max + 1
  ) as entries;
  page := pay.page_of(found_rows, page_max, scope);
  if (page -> 'has_more')::boolean or filter ->> 'status' is null then
    return page;
  end if;
  -- The last that was read, if another one follows it.
  select (array_agg(end_place))[1] into scan_end from (
    select jsonb_build_array(created_at, payment_id)::text as end_place
    from pay.scan_payments(merchant, filter ->> 'reference', earliest, latest, (place ->> 0)::timestamptz, place ->> 1, scan_max + 1)
    order by created_at desc, payment_id desc
    offset scan_max - 1 limit 2
  ) as scan_ends
  having count(*) = 2;
  return page || case
    when scan_end is null then '{}'
    else jsonb_build_object('has_more', true, 'next_cursor', pay.cursor_of(scope, scan_end))
  end;
end
$body$;

grant execute on function pay.find_payments(text, jsonb, text, int, int) to pay_reader;
