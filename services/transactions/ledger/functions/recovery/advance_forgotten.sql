-- Moves it forward, never back, and never to what a recovery may still read. Fenced, as the watermark is.
create or replace function pay.advance_forgotten(epoch bigint, to_time timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.watermarks set up_to = to_time, advanced_at = now()
  where name = 'forgotten' and up_to < to_time
    and to_time <= (select up_to from pay.watermarks where name = 'journal');
  return jsonb_build_object('outcome', 'advanced');
end
$body$;

grant execute on function pay.advance_forgotten(bigint, timestamptz) to pay_maintenance;
