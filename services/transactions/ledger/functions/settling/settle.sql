-- Settles a merchant under an epoch; not before it is recovered: then only what was journaled may be paid out.
create or replace function pay.settle(epoch bigint, origin_region text, command jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.decision_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  return pay.settle_merchant(epoch, origin_region, command, null);
end
$body$;

grant execute on function pay.settle(bigint, text, jsonb) to pay_writer;
