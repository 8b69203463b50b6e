-- The answer to a payment that was booked just now, with the events that this has put into the outbox: its own, and before it that of
-- its acceptance, if the same transaction has recorded it.
create or replace function pay.fresh_answer(answer jsonb, acceptance text, seq bigint, event jsonb) returns text
language sql stable
return format('%s, "replayed": false, "events": [%s{"seq": %s, "event": %s}]}', left(answer::text, -1), acceptance || ', ', seq, event);
