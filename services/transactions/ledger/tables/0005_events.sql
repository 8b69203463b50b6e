-- Why: an event is committed with its change, and leaves the outbox only after the bus has accepted it.
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
  recorded_at timestamptz not null default current_timestamp,
  constraint events_tell_each_version_once unique (payment_id, version)
);
create index events_by_time on pay.events (recorded_at, seq);

create table pay.outbox (
  seq bigint primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null default current_timestamp
);
