-- A command whose answer is forgotten is not missing: what it did is there. One that was refused did nothing, and is in no
-- slot of the journal any more when its answer is forgotten. One that is set aside is not tried again.
create or replace function pay.missing_commands(wanted jsonb) returns setof text
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select id from jsonb_array_elements_text(wanted) as id
  where not exists (select from pay.inbox where command_id = id::uuid)
    and not exists (select from pay.operations where command_id = id::uuid)
    and not exists (select from pay.payouts where command_id = id::uuid)
    and not exists (select from pay.audit_log where command_id = id::uuid)
    and not exists (select from pay.set_aside where command_id = id and set_aside_at is not null);
end;

grant execute on function pay.missing_commands(jsonb) to pay_writer, pay_recovery;
