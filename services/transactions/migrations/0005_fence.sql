-- Why: after a promotion the former writer may still hold queued work. Every write names the epoch it was made under,
-- and the ledger compares it inside the writing transaction.
--
-- Writers hold the fence's advisory lock shared until they commit; raising the epoch takes it exclusively, so it waits
-- for what is in flight, and nothing of an older epoch commits after it. A read-only setting would be no fence: a
-- session can switch it off.
set local role pay_owner;

create table pay.fence (
  only_row boolean primary key default true check (only_row),
  epoch bigint not null,
  -- Where the epoch was opened; null for the first one, which nobody opens.
  region text,
  opened_at timestamptz not null default now(),
  constraint fence_epoch_is_positive check (epoch >= 1)
);
-- Failover seeds region-state with epoch 1.
insert into pay.fence (epoch) values (1);

-- Key of the advisory lock; all it has to do is differ from the keys of other locks in this database.
create function pay.fence_key() returns bigint
language sql immutable parallel safe
return 7210001;

-- Null when the epoch is the open one; else why not. Holds the lock until the transaction ends.
create function pay.fence_refusal(claimed bigint) returns jsonb
language plpgsql volatile as $body$
declare
  opened bigint;
begin
  perform pg_advisory_xact_lock_shared(pay.fence_key());
  select epoch into strict opened from pay.fence;
  if claimed = opened then
    return null;
  end if;
  return jsonb_build_object('outcome', case when claimed < opened then 'stale_epoch' else 'epoch_not_open' end, 'epoch', opened);
end
$body$;

-- Opens an epoch for writing and closes all older ones; waits for their transactions. Safe to repeat.
create function pay.open_epoch(claimed bigint, for_region text) returns jsonb
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

grant execute on function pay.open_epoch(bigint, text) to pay_app;
