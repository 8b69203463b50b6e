-- An event; libs/contracts/src/envelope.ts says what its members mean.
create or replace function pay.event_text(
  event_id uuid, type text, moment text, cause text, epoch bigint, origin_region text, version int, command jsonb, data text
) returns text
language sql stable
return format(
  '{"specversion":"1.0","id":"%s","source":"payments.transactions","type":"%s","subject":%s,"time":"%s",'
  '"datacontenttype":"application/json","correlationid":%s,"causationid":"%s"%s,"epoch":%s,"originregion":%s,'
  '"aggregateversion":%s,"data":%s}',
  event_id, type, command -> 'paymentId', moment, command -> 'correlationId', cause,
  ',"traceparent":' || (command -> 'traceparent')::text, epoch, to_json(origin_region), version, data
);
