-- Makes a page of one row more than fits, in the order of the rows, each {place, view}.
create or replace function pay.page_of(found jsonb, page_max int, scope text) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'data', coalesce(jsonb_agg(entry -> 'view' order by at) filter (where at <= page_max), '[]'),
    'has_more', count(*) > page_max,
    'next_cursor', case when count(*) > page_max then pay.cursor_of(scope, max(entry ->> 'place') filter (where at = page_max)) end
  )
  from jsonb_array_elements(found) with ordinality as entries (entry, at)
);
