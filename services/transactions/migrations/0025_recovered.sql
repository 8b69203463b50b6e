-- Why: between the opening of an epoch and its recovery, the promoted ledger lacks changes that were answered in the lost
-- region. A change decided then would be decided on books that are not whole: the same money could be given back twice.
--
-- So changes wait for the recovery. Payments do not: no payment depends on what was booked before it.
set local role pay_owner;

alter table pay.fence add column recovered_epoch bigint not null default 1;
-- A ledger that takes writes while it is migrated has been recovered.
update pay.fence set recovered_epoch = epoch;
alter table pay.fence add constraint fence_recovers_what_is_open check (recovered_epoch between 1 and epoch);

-- Says that everything that was answered under older epochs is in the books. Safe to repeat.
create function pay.finish_recovery(claimed bigint) returns jsonb
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

-- Decides a change of a payment. Not before the epoch is recovered: then only what was decided already may be applied, by
-- pay.apply_recorded.
create function pay.change(epoch bigint, origin_region text, command jsonb) returns jsonb
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

grant execute on function pay.finish_recovery(bigint) to pay_app;
grant execute on function pay.change(bigint, text, jsonb) to pay_app;
