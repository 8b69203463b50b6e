-- Why: what we owe merchants is paid out, once for each day.
set local role pay_owner;

-- The days that are cut: what each merchant had when the day was over is fixed. A new ledger begins with the day that it is made on.
create table pay.cut_days (
  day date primary key,
  cut_at timestamptz not null default now()
);
insert into pay.cut_days (day) values ((now() at time zone 'utc')::date - 1);

-- What each merchant had at the last cut, in each currency; the next cut replaces it.
create table pay.cuts (
  merchant_id text not null,
  currency text not null,
  day date not null,
  balance_minor numeric(38, 0) not null,
  constraint cuts_are_one_for_a_merchant_and_currency primary key (merchant_id, currency)
);

-- What was paid out. Rows are only ever added; when the bank was told is the one thing that changes.
create table pay.payouts (
  payout_id text primary key,
  command_id uuid not null unique,
  merchant_id text not null,
  currency text not null,
  day date not null,
  -- What the merchant had; below zero it is carried on to the next day.
  balance_minor numeric(38, 0) not null,
  -- Paid out; zero where there was nothing to pay.
  amount_minor bigint not null,
  -- Withheld of this day's money for the reserve, and the whole reserve with it.
  withheld_minor bigint not null,
  reserve_minor bigint not null,
  epoch bigint not null,
  origin_region text not null,
  recorded_at timestamptz not null default now(),
  -- When the bank had the order.
  sent_at timestamptz,
  constraint payouts_are_one_for_a_merchant_day_and_currency unique (merchant_id, day, currency),
  constraint payouts_are_not_negative check (amount_minor >= 0 and withheld_minor >= 0 and reserve_minor >= withheld_minor)
);
create index payouts_to_send on pay.payouts (payout_id) where sent_at is null and amount_minor > 0;
