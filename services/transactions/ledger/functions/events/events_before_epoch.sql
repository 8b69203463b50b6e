-- Events of epochs before this one, recorded after a place in time; a page's last row gives the place to go on from. The
-- fence has closed those epochs: the set is fixed, so paging misses nothing.
create or replace function pay.events_before_epoch(before_epoch bigint, after_time timestamptz, after_seq bigint, batch_max int)
returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object(
    'seq', seq,
    'recordedAt', to_char(recorded_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'event', event
  )
  from pay.events
  where (recorded_at, seq) > (after_time, after_seq) and epoch < before_epoch
  order by recorded_at, seq
  limit batch_max;
end;

grant execute on function pay.events_before_epoch(bigint, timestamptz, bigint, int) to pay_recovery;
