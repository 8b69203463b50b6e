-- Changes a merchant's terms under an epoch; not before it is recovered: the change would be decided on older terms than were answered.
create or replace function pay.change_terms(epoch bigint, origin_region text, command jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.decision_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  return pay.set_terms(epoch, origin_region, command, null);
end
$body$;

grant execute on function pay.change_terms(bigint, text, jsonb) to pay_writer;
