-- Why: after a promotion the former writer may still hold queued work. Every write names the epoch it was made under, and the
-- ledger compares it inside the writing transaction.
--
-- Writers hold the fence's advisory lock shared until they commit; raising the epoch takes it exclusively, so it waits for what
-- is in flight, and nothing of an older epoch commits after it. A read-only setting would be no fence: a session can switch it
-- off.
set local role pay_owner;

create table pay.fence (
  only_row boolean primary key default true check (only_row),
  epoch bigint not null,
  -- Where the epoch was opened; null for the first one, which nobody opens.
  region text,
  opened_at timestamptz not null default now(),
  -- Between the opening of an epoch and its recovery, a promoted ledger lacks changes that were answered in the lost region. A
  -- change decided then would be decided on incomplete books: the same money could be refunded twice. So changes wait for the
  -- recovery; payments do not, because no payment depends on what was booked before it.
  recovered_epoch bigint not null default 1,
  constraint fence_epoch_is_positive check (epoch >= 1),
  constraint fence_recovers_what_is_open check (recovered_epoch between 1 and epoch)
);
-- Failover seeds region-state with epoch 1.
insert into pay.fence (epoch) values (1);

-- 'journal': every command accepted before it is in the ledger. A row of the ledger reaches the replica behind the commits that
-- it vouches for, so it is still true on a promoted ledger; it says how far back a recovery reads the journal.
-- 'forgotten': minute up to which the journal has forgotten.
create table pay.watermarks (
  name text primary key,
  up_to timestamptz not null,
  advanced_at timestamptz not null default now(),
  -- A ledger made from its archive lacks what came after the archive's end, so the archive says up to where it is complete: the
  -- commands that a watermark vouches for were written by transactions before this one.
  transaction_id xid8 not null default pg_current_xact_id()
);
insert into pay.watermarks (name, up_to)
values ('journal', date_trunc('minute', now())), ('forgotten', date_trunc('minute', now()));
