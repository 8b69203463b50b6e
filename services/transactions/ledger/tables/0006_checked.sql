-- Why: comparing all of the books takes longer the more there are, and a check each minute has to end: it looks at what has
-- changed since the last check that found nothing.
set local role pay_owner;

-- What was checked last, and up to where.
create table pay.checked (
  only_row boolean primary key default true check (only_row),
  -- Transfers of transactions below this one are in pay.checked_balances.
  horizon xid8 not null,
  checked_at timestamptz not null
);
-- The first check looks at everything.
insert into pay.checked (horizon, checked_at) values ('0', '-infinity');

-- Credits less debits of all transfers below the horizon: the checker's own sums, made without pay.accounts.
create table pay.checked_balances (
  account_id text primary key,
  balance_minor numeric(38, 0) not null
);
