-- Moves the watermark forward, never back. Fenced: a former writer may not vouch for anything.
create or replace function pay.advance_watermark(epoch bigint, to_time timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.watermarks set up_to = to_time, advanced_at = now(), transaction_id = pg_current_xact_id()
  where name = 'journal' and up_to < to_time;
  return jsonb_build_object('outcome', 'advanced');
end
$body$;

grant execute on function pay.advance_watermark(bigint, timestamptz) to pay_recovery;
