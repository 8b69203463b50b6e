-- Name-based UUID of the parts; uuidOf in libs/contracts/src/ids.ts, a test compares them.
create or replace function pay.uuid_of(variadic parts text[]) returns uuid
language plpgsql immutable strict parallel safe as $body$
begin
  return pay.uuid_named((select string_agg(pay.name_part(part), '' order by place) from unnest(parts) with ordinality as each_part (part, place)));
end
$body$;
