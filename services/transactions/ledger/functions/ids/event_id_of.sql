-- Id of an event; eventIdOf in libs/contracts/src/ids.ts, a test compares them. A version alone can be given twice, by a lost region and
-- by its successor; its command tells the two apart.
create or replace function pay.event_id_of(aggregate_id text, version int, type text, command_id text) returns uuid
language sql immutable strict parallel safe
return pay.uuid_named(
  '5:event' || pay.name_part(aggregate_id) || (pay.name_part(version::text) || pay.name_part(type)) || pay.name_part(command_id)
);
