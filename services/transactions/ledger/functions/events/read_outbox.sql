-- Oldest entries first, only those below the horizon of transactions that may still be running: a reader that takes
-- what it sees above the horizon can meet a later entry of a payment before an earlier one. Entries younger than
-- min_age are left to whoever committed them. A page begins after a seq, so that entries that wait hold up no others.
create or replace function pay.read_outbox(min_age interval, batch_max int, after_seq bigint) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object('seq', entries.seq, 'event', events.event)
  from pay.outbox as entries join pay.events using (seq)
  where entries.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    and entries.recorded_at <= now() - min_age and entries.seq > after_seq
  order by entries.seq
  limit batch_max;
end;

grant execute on function pay.read_outbox(interval, int, bigint) to pay_writer;
