-- Opens an epoch for writing and closes all older ones; waits for their transactions. Safe to repeat.
create or replace function pay.open_epoch(claimed bigint, for_region text) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
declare
  opened bigint;
begin
  perform pg_advisory_xact_lock(pay.fence_key());
  select epoch into strict opened from pay.fence;
  if claimed < opened then
    return jsonb_build_object('outcome', 'stale_epoch', 'epoch', opened);
  end if;
  if claimed > opened then
    update pay.fence set epoch = claimed, region = for_region, opened_at = now();
  end if;
  return jsonb_build_object('outcome', 'open', 'epoch', claimed);
end
$body$;

grant execute on function pay.open_epoch(bigint, text) to pay_recovery;
