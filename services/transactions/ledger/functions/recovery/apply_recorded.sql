-- Applies a command that was answered before its region was lost, with the outcome of that time.
create or replace function pay.apply_recorded(epoch bigint, origin_region text, command jsonb, recorded jsonb) returns text
language plpgsql volatile security definer set search_path = pay, pg_temp set plan_cache_mode = force_generic_plan as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  stored pay.inbox;
begin
  if refusal is not null then
    return refusal;
  end if;
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  case recorded ->> 'outcome'
    when 'created' then return pay.book_payment(epoch, origin_region, 'recovery', command, recorded);
    when 'applied' then return pay.change_payment(epoch, origin_region, 'recovery', command, recorded);
    else return pay.remember_answer(command, recorded);
  end case;
end
$body$;

grant execute on function pay.apply_recorded(bigint, text, jsonb, jsonb) to pay_app;
