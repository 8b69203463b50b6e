-- The answer to a command that was applied just now, with the events that this has put into the outbox (JSON, with commas between).
create or replace function pay.fresh_answer(answer jsonb, events text) returns text
language sql immutable
return left(answer::text, -1) || ', "replayed": false, "events": [' || events || ']}';
