-- Books the payments of journaled commands ([{command, outcome?}]) with one statement: the usual case after a failover. Raises
-- feature_not_supported, and books nothing, when one of them is no payment that was booked or is to be booked, or comes twice.
create or replace function pay.book_recorded(epoch bigint, origin_region text, entries jsonb) returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_column
declare
  commands jsonb[];
  recorded jsonb[];
  answers text[];
begin
  -- In the order of their ids, as pay.apply_batch books.
  select array_agg(entry -> 'command' order by entry -> 'command' ->> 'commandId'),
    array_agg(entry -> 'outcome' order by entry -> 'command' ->> 'commandId')
  into commands, recorded
  from jsonb_array_elements(entries) as entry
  having bool_and(entry -> 'command' ->> 'type' = 'CreatePayment' and coalesce(entry -> 'outcome' ->> 'outcome', 'created') = 'created')
    and count(distinct entry -> 'command' ->> 'commandId') = count(*);
  if not found then
    raise feature_not_supported;
  end if;
  answers := pay.book_payments(epoch, origin_region, 'recovery', commands, recorded);
  return (
    select jsonb_agg(pay.recorded_answer(coalesce(answers[number], pay.booked_answer((command ->> 'commandId')::uuid))::jsonb) order by place)
    from (
      select entry -> 'command' as command, place, row_number() over (order by entry -> 'command' ->> 'commandId') as number
      from jsonb_array_elements(entries) with ordinality as given (entry, place)
    ) as numbered
  );
end
$body$;
