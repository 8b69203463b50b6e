-- Applies a command that was answered before its region was lost, with the outcome of that time. The caller has asked the fence.
create or replace function pay.apply_recorded(epoch bigint, origin_region text, command jsonb, recorded jsonb) returns text
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  stored pay.inbox;
begin
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  case recorded ->> 'outcome'
    when 'created' then return pay.book_payment(epoch, origin_region, 'recovery', command, recorded);
    when 'settled' then return pay.settle_merchant(epoch, origin_region, command, recorded);
    when 'terms_changed' then return pay.set_terms(epoch, origin_region, command, recorded);
    when 'blocklist_changed' then return pay.set_blocklist(epoch, origin_region, command, recorded);
    when 'applied' then return pay.change_payment(epoch, origin_region, 'recovery', command, recorded);
    else return pay.remember_answer(command, recorded);
  end case;
end
$body$;
