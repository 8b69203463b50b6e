-- An object as whoever writes it needs it, with what it goes on from.
create or replace function pay.archive_object_view(wanted bigint) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'ordinal', object.ordinal, 'epoch', object.epoch, 'region', object.region, 'commands', object.commands,
    'schema', object.schema_digest, 'watermark', pay.time_text(object.watermark), 'hash', object.hash,
    'previous', jsonb_build_object('epoch', previous.epoch, 'ordinal', previous.ordinal, 'hash', previous.hash)
  )
  from pay.archive_objects as object join pay.archive_objects as previous on previous.ordinal = object.ordinal - 1
  where object.ordinal = wanted
);
