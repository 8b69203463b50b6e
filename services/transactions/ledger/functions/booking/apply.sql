-- Applies a command under an epoch. The answer, as text, is that of the first time, with 'replayed' saying whether this was it;
-- 'events' are those that this call has put into the outbox.
create or replace function pay.apply(epoch bigint, origin_region text, command jsonb, applied_by text default 'consumer') returns text
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  stored pay.inbox;
begin
  if refusal is not null then
    return refusal;
  end if;
  -- Every payment is a row, also one that was rejected: its insertion finds a repeat.
  if command ->> 'type' = 'CreatePayment' then
    return pay.create_payment(epoch, origin_region, applied_by, command);
  end if;
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  return pay.change_payment(epoch, origin_region, applied_by, command, null);
end
$body$;

grant execute on function pay.apply(bigint, text, jsonb, text) to pay_app;
