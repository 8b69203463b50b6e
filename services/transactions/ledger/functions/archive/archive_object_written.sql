-- Remembers that an object is in the archive, and how it ends. Safe to repeat; another hash is a mistake.
create or replace function pay.archive_object_written(epoch bigint, wanted bigint, last_hash text) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  known text;
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.archive_objects as objects set hash = last_hash, written_at = now()
  where objects.ordinal = wanted and objects.epoch = epoch and objects.hash is null;
  select objects.hash into known from pay.archive_objects as objects where objects.ordinal = wanted;
  if known is distinct from last_hash then
    raise exception 'archive object % ends in % and not in %', wanted, known, last_hash;
  end if;
  return jsonb_build_object('outcome', 'written');
end
$body$;

grant execute on function pay.archive_object_written(bigint, bigint, text) to pay_maintenance;
