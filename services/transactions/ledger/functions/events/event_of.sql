-- An event; libs/contracts/src/envelope.ts says what its members mean. A member that is null is left out,
-- by json_object(absent on null): jsonb_strip_nulls would take nulls out of the data as well, and costs a second pass.
create or replace function pay.event_of(
  event_id uuid, source text, type text, moment text, cause text, epoch bigint, origin_region text, version int, command jsonb, data jsonb
) returns jsonb
language sql stable
return json_object(
  'specversion' value '1.0', 'id' value event_id, 'source' value source, 'type' value type, 'subject' value command -> 'paymentId',
  'time' value moment, 'datacontenttype' value 'application/json', 'correlationid' value command -> 'correlationId',
  'causationid' value cause, 'commandid' value command -> 'commandId', 'traceparent' value command -> 'traceparent',
  'epoch' value epoch, 'originregion' value origin_region, 'aggregateversion' value version, 'data' value data
  absent on null returning jsonb
);
