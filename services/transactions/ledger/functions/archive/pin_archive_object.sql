-- Pins the next object, of at most commands_max commands; the same one again until it is written. An epoch or a bundle
-- begins with an object of its own, also when nothing was done yet. Fenced: a former writer pins nothing.
create or replace function pay.pin_archive_object(epoch bigint, origin_region text, commands_max int) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  last pay.archive_objects;
  mark pay.watermarks;
  digest text;
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
  select current_bundle.digest into strict digest from pay_migrations.current_bundle;
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
  if not found and last.epoch = epoch and last.schema_digest = digest then
    return jsonb_build_object('outcome', 'complete');
  end if;
  insert into pay.archive_objects (ordinal, epoch, region, up_to_transaction, up_to_command, commands, schema_digest, watermark)
  values (
    last.ordinal + 1, epoch, origin_region, coalesce(last_transaction, last.up_to_transaction),
    coalesce(last_command, last.up_to_command), coalesce(due, 0), digest,
    -- The commands that a watermark vouches for were written by transactions before its own.
    case
      when mark.transaction_id <= case when due = commands_max then last_transaction else horizon end then mark.up_to
      else last.watermark
    end
  );
  return jsonb_build_object('outcome', 'pinned', 'object', pay.archive_object_view(last.ordinal + 1));
end
$body$;

grant execute on function pay.pin_archive_object(bigint, text, int) to pay_maintenance;
