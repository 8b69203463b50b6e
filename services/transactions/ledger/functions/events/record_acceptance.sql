-- Records that a payment was accepted, as version 1. validation announces the payments that it accepts; one that a request
-- books is accepted in this same transaction. The event is src/domain/accepted-event.ts in SQL; a test compares the two.
create or replace function pay.record_acceptance(epoch bigint, origin_region text, command jsonb) returns jsonb
language plpgsql volatile as $body$
declare
  payment_id text := command ->> 'paymentId';
  event_id uuid := pay.event_id_of(payment_id, 1, 'PaymentAccepted');
  event jsonb := jsonb_strip_nulls(jsonb_build_object(
    'specversion', '1.0', 'id', event_id, 'source', 'payments.validation', 'type', 'PaymentAccepted',
    'subject', payment_id, 'time', command ->> 'acceptedAt', 'datacontenttype', 'application/json',
    'correlationid', command ->> 'correlationId', 'causationid', command ->> 'commandId',
    'traceparent', command ->> 'traceparent', 'epoch', epoch, 'originregion', origin_region, 'aggregateversion', 1,
    'data', command
  ));
  recorded bigint;
begin
  insert into pay.events (payment_id, version, type, event_id, epoch, event)
  values (payment_id, 1, 'PaymentAccepted', event_id, epoch, event)
  returning seq into recorded;
  insert into pay.outbox (seq) values (recorded);
  return jsonb_build_object('seq', recorded, 'event', event);
end
$body$;
