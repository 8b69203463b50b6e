-- Who is on the blocklist, by entry, after a cursor or from the start (''); null when the cursor is not one of ours.
create or replace function pay.list_blocklist(cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'blocklist';
  place text := case when cursor = '' then '' else pay.place_of(scope, cursor) end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(listed), '[]') into found_rows from (
    select jsonb_build_object('place', entry, 'view', jsonb_build_object(
      'entry', entry, 'version', version, 'by', acted_by, 'reason', reason, 'changed_at', pay.time_text(decided_at)
    )) as listed
    from pay.blocklist
    where is_blocked and entry > place
    order by entry
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.list_blocklist(text, int) to pay_reader;
