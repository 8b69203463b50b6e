-- The first answer again; unless the key now stands for another request.
create or replace function pay.stored_answer(stored pay.inbox, print text) returns jsonb
language sql immutable
return case
  when stored.fingerprint is distinct from print then jsonb_build_object('outcome', 'key_reused')
  else stored.answer || jsonb_build_object('replayed', true, 'events', jsonb_build_array())
end;
