-- Id of an event; eventIdOf in libs/contracts/src/ids.ts, a test compares them. A version alone can be given twice, by a lost region and
-- by its successor; its command, whose id has 36 characters, tells the two apart.
create or replace function pay.event_id_of(aggregate_id text, version int, type text, command_id uuid) returns uuid
language sql stable parallel safe
return pay.uuid_named(format(
  '5:event%s:%s%s:%s%s:%s36:%s', octet_length(aggregate_id), aggregate_id, octet_length(version::text), version, octet_length(type), type,
  command_id
));
