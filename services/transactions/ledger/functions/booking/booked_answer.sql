-- The first answer to a command whose payment was booked before.
create or replace function pay.booked_answer(wanted_command uuid) returns text
language plpgsql volatile as $body$
declare
  stored jsonb;
begin
  -- In a statement of its own: it sees what another transaction has committed while the caller waited for its row.
  select answer into stored from pay.inbox where command_id = wanted_command;
  if found then
    return stored || jsonb_build_object('replayed', true, 'events', jsonb_build_array());
  end if;
  -- Booked so long ago that its answer is forgotten: the key is spent.
  if exists (select from pay.operations where command_id = wanted_command) then
    return jsonb_build_object('outcome', 'key_reused');
  end if;
  raise exception 'the payment of command % exists, but not by it; a payment id must come from its command id', wanted_command;
end
$body$;
