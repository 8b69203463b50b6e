-- Why: an event is committed with the change it tells of, and leaves the outbox only after the bus has accepted it.
--
-- pay.events keeps a copy of each for ever: a recovery announces again what the lost bus may have swallowed.
set local role pay_owner;

create table pay.events (
  seq bigint generated always as identity primary key,
  payment_id text not null,
  version int not null,
  type text not null,
  event_id uuid not null,
  epoch bigint not null,
  event jsonb not null,
  recorded_at timestamptz not null default now(),
  constraint events_tell_each_version_once unique (payment_id, version)
);
create index events_by_time on pay.events (recorded_at, seq);

create table pay.outbox (
  seq bigint primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default now()
);

-- Records an event and queues it; answers what the caller publishes after its commit.
create function pay.record_event(
  type text, payment_id text, version int, epoch bigint, origin_region text, causation_id text, command jsonb, data jsonb
) returns jsonb
language plpgsql volatile as $body$
declare
  event_id uuid := pay.event_id_of(payment_id, version, type);
  event jsonb := jsonb_strip_nulls(jsonb_build_object(
    'specversion', '1.0',
    'id', event_id,
    'source', 'payments.transactions',
    'type', type,
    'subject', payment_id,
    'time', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'datacontenttype', 'application/json',
    'correlationid', command ->> 'correlationId',
    'causationid', causation_id,
    'traceparent', command ->> 'traceparent',
    'epoch', epoch,
    'originregion', origin_region,
    'aggregateversion', version,
    'data', data
  ));
  recorded bigint;
begin
  insert into pay.events (payment_id, version, type, event_id, epoch, event)
  values (payment_id, version, type, event_id, epoch, event)
  returning seq into recorded;
  insert into pay.outbox (seq) values (recorded);
  return jsonb_build_object('seq', recorded, 'event', event);
end
$body$;

-- Oldest entries first, only those below the horizon of transactions that may still be running: a reader that takes
-- what it sees above the horizon can meet a later entry of a payment before an earlier one. Entries younger than
-- min_age are left to whoever committed them.
create function pay.read_outbox(min_age interval, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object('seq', entries.seq, 'event', events.event)
  from pay.outbox as entries join pay.events using (seq)
  where entries.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    and entries.recorded_at <= now() - min_age
  order by entries.seq
  limit batch_max;
end;

-- Removes entries that the bus has accepted (a JSON array of seq); answers how many were still there.
create function pay.remove_from_outbox(accepted jsonb) returns jsonb
language sql volatile security definer set search_path = pay, pg_temp
begin atomic
  with removed as (
    delete from pay.outbox where seq in (select entry::bigint from jsonb_array_elements_text(accepted) as entry)
    returning seq
  )
  select jsonb_build_object('removed', count(*)) from removed;
end;

-- Events of epochs before this one, recorded after a place in time; a page's last row gives the place to go on from. The
-- fence has closed those epochs: the set is fixed, so paging misses nothing.
create function pay.events_before_epoch(before_epoch bigint, after_time timestamptz, after_seq bigint, batch_max int)
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

grant execute on function pay.read_outbox(interval, int) to pay_app;
grant execute on function pay.remove_from_outbox(jsonb) to pay_app;
grant execute on function pay.events_before_epoch(bigint, timestamptz, bigint, int) to pay_app;
