-- Applies a command under an epoch. The answer is that of the first time, with 'replayed' saying whether this was it; 'events' are
-- those that this call has put into the outbox.
create or replace function pay.apply(epoch bigint, origin_region text, command jsonb, applied_by text default 'consumer') returns text
language plpgsql volatile security definer set search_path = pay, pg_temp set plan_cache_mode = force_generic_plan as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  stored pay.inbox;
begin
  if refusal is not null then
    return refusal;
  end if;
  if command ->> 'type' = 'CreatePayment' then
    return pay.book_payment(epoch, origin_region, applied_by, command);
  end if;
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  return pay.change_payment(epoch, origin_region, applied_by, command, null);
end
$body$;

grant execute on function pay.apply(bigint, text, jsonb, text) to pay_writer;
