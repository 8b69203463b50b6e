-- Says that everything that was answered under older epochs is in the books. Safe to repeat.
create or replace function pay.finish_recovery(claimed bigint) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
declare
  refusal jsonb := pay.fence_refusal(claimed);
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.fence set recovered_epoch = claimed where recovered_epoch < claimed;
  return jsonb_build_object('outcome', 'recovered');
end
$body$;

grant execute on function pay.finish_recovery(bigint) to pay_recovery;
