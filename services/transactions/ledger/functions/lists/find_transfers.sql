-- Transfers of a merchant's accounts, those recorded last first, that a filter {from, before} lets pass (each may be absent; from is
-- within, before is not), after a cursor or from the start (''); null when the cursor is not one of ours.
create or replace function pay.find_transfers(merchant text, filter jsonb, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'transfers of merchant ' || merchant || case when filter = '{}' then '' else ' ' || filter::text end;
  place jsonb := case when cursor = '' then '["infinity", "", 0, 0]' else pay.place_of(scope, cursor)::jsonb end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object(
      'place', jsonb_build_array(recorded_at, payment_id, version, sequence)::text, 'view', pay.transfer_view_of(transfers)
    ) as entry
    from pay.transfers
    where merchant_id = merchant
      and recorded_at >= coalesce((filter ->> 'from')::timestamptz, '-infinity')
      and recorded_at < coalesce((filter ->> 'before')::timestamptz, 'infinity')
      and (recorded_at, payment_id, version, sequence)
        < ((place ->> 0)::timestamptz, place ->> 1, (place ->> 2)::int, (place ->> 3)::int)
    order by recorded_at desc, payment_id desc, version desc, sequence desc
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.find_transfers(text, jsonb, text, int) to pay_reader;
