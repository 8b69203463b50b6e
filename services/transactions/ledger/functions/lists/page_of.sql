-- Makes a page of one row more than fits, in the order of the rows, each {place, view}. It ends early where it would hold more than
-- 48,000 bytes: it is one row of an answer, and the Data API takes 64 KB of one.
create or replace function pay.page_of(found jsonb, page_max int, scope text) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'data', coalesce(jsonb_agg(entry -> 'view' order by at) filter (where fits), '[]'),
    'has_more', count(*) > count(*) filter (where fits),
    'next_cursor', case when count(*) > count(*) filter (where fits) then
      pay.cursor_of(scope, (array_agg(entry ->> 'place' order by at))[count(*) filter (where fits)])
    end
  )
  from (
    select entry, at,
      at = 1 or (at <= page_max and sum(octet_length((entry -> 'view')::text)) over (order by at) <= 48000) as fits
    from jsonb_array_elements(found) with ordinality as entries (entry, at)
  ) as measured
);
