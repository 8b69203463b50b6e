-- Why: a payment's state, the history that led to it, and the answers already given.
--
-- A payment keeps what is held, captured and refunded, so that a command is decided from one locked row; the checker compares
-- these sums with the transfers.
set local role pay_owner;

-- What a merchant may take and what it pays for it. The row '*' holds for every merchant without a row of its own.
create table pay.merchant_terms (
  merchant_id text primary key,
  status text not null,
  -- Highest amount of one payment, in minor units of whatever currency it is in.
  amount_minor_max bigint not null,
  -- Fee in hundredths of a percent of the amount, rounded down to the minor unit.
  fee_basis_points int not null,
  -- How far below zero refunds may take what we owe the merchant, in minor units of whatever currency. The fee stays with us
  -- when a payment is refunded, so a floor of zero would refuse to refund a merchant's only payment in full. The default
  -- carries the fee of the largest payment.
  overdraft_minor_max bigint not null default 2000000,
  -- Days for which an authorization holds.
  hold_days int not null default 7,
  -- Days in which a review must be decided: one that comes on a Friday evening is still there on Monday.
  review_days int not null default 3,
  constraint merchant_terms_status_is_known check (status in ('open', 'blocked')),
  constraint merchant_terms_ceiling_is_positive check (amount_minor_max > 0),
  constraint merchant_terms_fee_is_a_part_of_the_amount check (fee_basis_points between 0 and 10000),
  constraint merchant_terms_overdraft_is_not_negative check (overdraft_minor_max >= 0),
  constraint merchant_terms_hold_ends check (hold_days between 1 and 30),
  constraint merchant_terms_review_ends check (review_days between 1 and 30)
);
insert into pay.merchant_terms (merchant_id, status, amount_minor_max, fee_basis_points) values ('*', 'open', 100000000, 140);

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
  held_minor bigint not null default 0,
  captured_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  -- Fees of all captures together.
  fee_minor bigint not null default 0,
  -- When an authorization or a review may be expired; null for what was captured at once.
  expires_at timestamptz,
  -- How the payment is taken, at once or when a review approves it: captured in full, or authorized.
  capture text not null default 'automatic',
  -- Codes of the rules for which it was held for review, whatever became of it; null if it never was.
  review jsonb,
  constraint payments_amount_is_positive check (amount_minor > 0),
  constraint payments_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
  constraint payments_status_is_known check (status in (
    'review', 'authorized', 'partially_captured', 'captured', 'partially_refunded', 'refunded', 'voided', 'expired', 'rejected'
  )),
  constraint payments_capture_is_known check (capture in ('automatic', 'manual')),
  constraint payments_version_follows_the_acceptance check (version >= 2),
  constraint payments_reason_explains_a_rejection check ((reason is not null) = (status = 'rejected')),
  constraint payments_review_has_a_cause_and_an_end
    check (status <> 'review' or (review is not null and expires_at is not null)),
  constraint payments_hold_while_authorized check ((held_minor > 0) = (status in ('authorized', 'partially_captured'))),
  constraint payments_hold_and_captures_are_within_the_amount
    check (held_minor >= 0 and captured_minor >= 0 and held_minor + captured_minor <= amount_minor),
  constraint payments_refunds_are_within_the_captures check (refunded_minor between 0 and captured_minor),
  constraint payments_fees_are_within_the_captures check (fee_minor between 0 and captured_minor)
) with (fillfactor = 90);

create index payments_of_a_merchant on pay.payments (merchant_id, accepted_at desc, payment_id desc);
-- The sweep of what is due reads the few payments that hold or wait.
create index payments_with_a_term on pay.payments (expires_at) where held_minor > 0 or status = 'review';

-- Append-only: each operation with its command, its epoch and who applied it.
create table pay.operations (
  command_id uuid primary key,
  payment_id text not null,
  version int not null,
  operation text not null,
  epoch bigint not null,
  origin_region text not null,
  -- 'consumer': booked from the queue. 'request': booked for the answer of its request; it never waited in a queue.
  -- 'recovery': it was in the journal, and the promoted ledger had lost it.
  applied_by text not null,
  correlation_id text not null,
  recorded_at timestamptz not null default now(),
  -- What the operation moved, in minor units of the payment's currency; null for a rejection.
  amount_minor bigint,
  constraint operations_give_each_version_once unique (payment_id, version),
  constraint operations_applied_by_is_known check (applied_by in ('consumer', 'request', 'recovery'))
);

-- The answer to each command: the same command again gets the same answer and does nothing.
create table pay.inbox (
  command_id uuid primary key,
  answer jsonb not null,
  recorded_at timestamptz not null default now(),
  -- Hash of the request's significant parts; null for commands from the queue, whose ids the journal guards.
  fingerprint text,
  -- The archive reads rows in the order of their transactions: below pg_snapshot_xmin all have ended and nothing can still appear.
  transaction_id xid8 not null default pg_current_xact_id()
);
create index inbox_by_transaction on pay.inbox (transaction_id, command_id);

-- A new payment as the rules decide it, before it is written. 'place' is its place among the commands that are booked together.
create type pay.booking as (
  place int,
  command jsonb,
  command_id uuid,
  payment_id text,
  merchant_id text,
  amount_minor bigint,
  currency text,
  accepted_at timestamptz,
  operation text,
  event_type text,
  status text,
  reason text,
  held_minor bigint,
  captured_minor bigint,
  fee_minor bigint,
  expires_at timestamptz,
  review jsonb,
  recorded_at text
);
