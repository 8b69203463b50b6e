-- Records an event and queues it. Returns it with its place in the outbox, for the caller to publish after its commit. Its id is made
-- of its version, or of 'named_version'.
create or replace function pay.record_event(
  source text, type text, version int, moment text, epoch bigint, origin_region text, causation_id text, command jsonb, data jsonb,
  named_version int default null
) returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  payment_id text := command ->> 'paymentId';
  event_id uuid := pay.event_id_of(payment_id, coalesce(named_version, version), type, (command ->> 'commandId')::uuid);
  event jsonb := pay.event_of(event_id, source, type, moment, causation_id, epoch, origin_region, version, command, jsonb_strip_nulls(data));
  recorded bigint;
begin
  insert into pay.events (payment_id, version, type, event_id, epoch, event)
  values (payment_id, version, type, event_id, epoch, event)
  returning seq into recorded;
  insert into pay.outbox (seq) values (recorded);
  return jsonb_build_object('seq', recorded, 'event', event);
end
$body$;
