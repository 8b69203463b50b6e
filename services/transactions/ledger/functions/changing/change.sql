-- Decides a change of a payment. Not before the epoch is recovered: then only what was decided already may be applied, by
-- pay.apply_recorded.
create or replace function pay.change(epoch bigint, origin_region text, command jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  recovered bigint;
begin
  select recovered_epoch into strict recovered from pay.fence;
  if recovered < epoch then
    return jsonb_build_object('outcome', 'epoch_not_recovered', 'epoch', recovered);
  end if;
  return pay.apply(epoch, origin_region, command);
end
$body$;

grant execute on function pay.change(bigint, text, jsonb) to pay_writer;
