-- Changes the blocklist under an epoch; not before it is recovered: what was answered about the same entry may still be missing.
create or replace function pay.change_blocklist(epoch bigint, origin_region text, command jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.decision_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  return pay.set_blocklist(epoch, origin_region, command, null);
end
$body$;

grant execute on function pay.change_blocklist(bigint, text, jsonb) to pay_writer;
