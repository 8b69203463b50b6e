-- Records an event and queues it; answers what the caller publishes after its commit.
create or replace function pay.record_event(
  type text, payment_id text, version int, epoch bigint, origin_region text, causation_id text, command jsonb, data jsonb
) returns jsonb
language plpgsql volatile as $body$
declare
  event_id uuid := pay.event_id_of(payment_id, version, type);
  event jsonb := pay.event_text(
    event_id, type, pay.time_text(now()), causation_id, epoch, origin_region, version, command, jsonb_strip_nulls(data)::text
  );
  recorded bigint;
begin
  insert into pay.events (payment_id, version, type, event_id, epoch, event)
  values (payment_id, version, type, event_id, epoch, event)
  returning seq into recorded;
  insert into pay.outbox (seq) values (recorded);
  return jsonb_build_object('seq', recorded, 'event', event);
end
$body$;
