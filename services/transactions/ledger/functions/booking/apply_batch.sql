-- Books payments (a JSON array of CreatePayment commands); the answers come in the order of the commands, a row each: the Data API
-- takes 64 KB of a row. An exception books none of them: the caller then finds the broken one by applying each alone.
create or replace function pay.apply_batch(epoch bigint, origin_region text, commands jsonb, applied_by text default 'consumer')
returns setof text
language plpgsql volatile security definer set search_path = pay, pg_temp set plan_cache_mode = force_generic_plan as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  -- Each command once, in the order of their ids: batches that hold the same ones never wait for each other crosswise.
  wanted jsonb[] := array(
    select distinct on (command ->> 'commandId') command from jsonb_array_elements(commands) as command
    order by command ->> 'commandId'
  );
  answers text[];
  stranger text;
begin
  if refusal is not null then
    return query select refusal::text from jsonb_array_elements(commands);
    return;
  end if;
  select coalesce(command ->> 'type', 'none') into stranger from unnest(wanted) as command
  where command ->> 'type' is distinct from 'CreatePayment' limit 1;
  if found then
    raise exception 'a batch takes CreatePayment only, got %', stranger;
  end if;
  answers := pay.book_payments(epoch, origin_region, applied_by, wanted);
  return query
    select coalesce(case when is_first then answers[number] end, pay.booked_answer((command ->> 'commandId')::uuid))
    from (
      select command, place,
        dense_rank() over (order by command ->> 'commandId') as number,
        row_number() over (partition by command ->> 'commandId' order by place) = 1 as is_first
      from jsonb_array_elements(commands) with ordinality as entries (command, place)
    ) as numbered
    order by place;
end
$body$;

grant execute on function pay.apply_batch(bigint, text, jsonb, text) to pay_writer;
