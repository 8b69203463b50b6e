-- Why: a payment's state, the history that led to it, and the answers already given.
set local role pay_owner;

-- The transition table of src/domain/transitions.ts; a test compares the two. Null: not allowed.
create function pay.next_status(from_status text, operation text) returns text
language sql immutable parallel safe
return case from_status || ' ' || operation
  when 'accepted capture' then 'captured'
  when 'accepted reject' then 'rejected'
end;

-- What a merchant may take and what it pays for it. The row '*' holds for every merchant without a row of its own.
create table pay.merchant_terms (
  merchant_id text primary key,
  status text not null,
  -- Highest amount of one payment, in minor units of whatever currency it is in.
  amount_minor_max bigint not null,
  -- Fee in hundredths of a percent of the amount, rounded down to the minor unit.
  fee_basis_points int not null,
  constraint merchant_terms_status_is_known check (status in ('open', 'blocked')),
  constraint merchant_terms_ceiling_is_positive check (amount_minor_max > 0),
  constraint merchant_terms_fee_is_a_part_of_the_amount check (fee_basis_points between 0 and 10000)
);
insert into pay.merchant_terms values ('*', 'open', 100000000, 140);

create table pay.payments (
  payment_id text primary key,
  merchant_id text not null,
  amount_minor bigint not null,
  currency text not null,
  status text not null,
  -- Version 1 is the acceptance in the journal; each operation adds one.
  version int not null,
  reason text,
  reference text,
  customer_id text,
  canary boolean not null default false,
  accepted_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint payments_amount_is_positive check (amount_minor > 0),
  constraint payments_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
  constraint payments_status_is_known check (status in ('captured', 'rejected')),
  constraint payments_version_follows_the_acceptance check (version >= 2),
  constraint payments_reason_explains_a_rejection check ((reason is not null) = (status = 'rejected'))
) with (fillfactor = 90);

-- Append-only: what was done, by which command, under which epoch, and by whom.
create table pay.operations (
  command_id uuid primary key,
  payment_id text not null,
  version int not null,
  operation text not null,
  epoch bigint not null,
  origin_region text not null,
  -- 'recovery': the command was in the journal and the promoted ledger had lost it.
  applied_by text not null,
  correlation_id text not null,
  recorded_at timestamptz not null default now(),
  constraint operations_give_each_version_once unique (payment_id, version),
  constraint operations_applied_by_is_known check (applied_by in ('consumer', 'recovery'))
);

-- The answer to each command: the same command again gets the same answer and does nothing.
create table pay.inbox (
  command_id uuid primary key,
  answer jsonb not null,
  recorded_at timestamptz not null default now()
);
