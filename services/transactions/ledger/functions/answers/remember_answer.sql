-- Remembers an answer that changes no books: it has to stay the answer to its key.
create or replace function pay.remember_answer(command jsonb, answer jsonb) returns jsonb
language plpgsql volatile as $body$
begin
  insert into pay.inbox (command_id, answer, fingerprint)
  values ((command ->> 'commandId')::uuid, answer, command ->> 'fingerprint') on conflict do nothing;
  return answer || jsonb_build_object('replayed', not found, 'events', jsonb_build_array());
end
$body$;
