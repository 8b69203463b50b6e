-- Why: a ledger that is made from its archive lacks what came after the archive's end. The journal has it; how far back to read
-- there is what the watermark says, so it is archived too.
set local role pay_owner;

alter table pay.watermarks add column transaction_id xid8 not null default pg_current_xact_id();

-- Moves the watermark forward, never back. Fenced: a former writer may not vouch for anything.
create or replace function pay.advance_watermark(epoch bigint, to_time timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.watermarks set up_to = to_time, advanced_at = now(), transaction_id = pg_current_xact_id()
  where name = 'journal' and up_to < to_time;
  return jsonb_build_object('outcome', 'advanced');
end
$body$;

-- Every command accepted before this is in the object or one before it; null while that is not known.
alter table pay.archive_objects add column watermark timestamptz;

-- An object as whoever writes it needs it, with what it goes on from.
create or replace function pay.archive_object_view(wanted bigint) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'ordinal', object.ordinal, 'epoch', object.epoch, 'region', object.region, 'commands', object.commands,
    'watermark', pay.time_text(object.watermark), 'hash', object.hash,
    'previous', jsonb_build_object('epoch', previous.epoch, 'ordinal', previous.ordinal, 'hash', previous.hash)
  )
  from pay.archive_objects as object join pay.archive_objects as previous on previous.ordinal = object.ordinal - 1
  where object.ordinal = wanted
);

-- Pins the next object, of at most commands_max commands; the same one again until it is written. An epoch begins with an
-- object of its own, also when nothing was done yet. Fenced: a former writer pins nothing.
create or replace function pay.pin_archive_object(epoch bigint, origin_region text, commands_max int) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  last pay.archive_objects;
  mark pay.watermarks;
  horizon xid8;
  due int;
  last_transaction xid8;
  last_command uuid;
begin
  if refusal is not null then
    return refusal;
  end if;
  lock table pay.archive_objects in share row exclusive mode;
  -- Pinned before a failover: if it was written, then on a branch that this ledger did not come from.
  delete from pay.archive_objects as objects where objects.hash is null and objects.epoch < epoch;
  select * into strict last from pay.archive_objects order by ordinal desc limit 1;
  if last.hash is null then
    return jsonb_build_object('outcome', 'pinned', 'object', pay.archive_object_view(last.ordinal));
  end if;
  select * into strict mark from pay.watermarks where name = 'journal';
  horizon := pg_snapshot_xmin(pg_current_snapshot());
  with rows_due as (
    select transaction_id, command_id from pay.inbox
    where (transaction_id, command_id) > (last.up_to_transaction, last.up_to_command)
      and transaction_id < horizon
    order by transaction_id, command_id
    limit commands_max
  )
  select count(*) over (), rows_due.transaction_id, rows_due.command_id into due, last_transaction, last_command
  from rows_due order by rows_due.transaction_id desc, rows_due.command_id desc limit 1;
  if not found and last.epoch = epoch then
    return jsonb_build_object('outcome', 'complete');
  end if;
  insert into pay.archive_objects (ordinal, epoch, region, up_to_transaction, up_to_command, commands, watermark)
  values (
    last.ordinal + 1, epoch, origin_region, coalesce(last_transaction, last.up_to_transaction),
    coalesce(last_command, last.up_to_command), coalesce(due, 0),
    -- The commands that a watermark vouches for were written by transactions before its own.
    case
      when mark.transaction_id <= case when due = commands_max then last_transaction else horizon end then mark.up_to
      else last.watermark
    end
  );
  return jsonb_build_object('outcome', 'pinned', 'object', pay.archive_object_view(last.ordinal + 1));
end
$body$;
