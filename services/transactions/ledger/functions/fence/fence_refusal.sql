-- Null when the epoch is the open one; else why not. Holds the lock until the transaction ends.
create or replace function pay.fence_refusal(claimed bigint) returns jsonb
language plpgsql volatile as $body$
declare
  opened bigint;
  -- An assignment costs less than a statement, and every payment does this.
  held text;
begin
  held := pg_advisory_xact_lock_shared(pay.fence_key());
  select epoch into strict opened from pay.fence;
  if claimed = opened then
    return null;
  end if;
  return jsonb_build_object('outcome', case when claimed < opened then 'stale_epoch' else 'epoch_not_open' end, 'epoch', opened);
end
$body$;
