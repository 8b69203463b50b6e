-- Age of the oldest command that is not in the archive, in milliseconds; 0 when there is none.
create or replace function pay.archive_lag() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return jsonb_build_object('lagMs', coalesce((
  select greatest(0, floor(extract(epoch from clock_timestamp() - inbox.recorded_at) * 1000)::bigint)
  from pay.inbox
  where (inbox.transaction_id, inbox.command_id) > (
    select up_to_transaction, up_to_command from pay.archive_objects where hash is not null order by ordinal desc limit 1
  )
  order by inbox.transaction_id, inbox.command_id
  limit 1
), 0));

grant execute on function pay.archive_lag() to pay_maintenance;
