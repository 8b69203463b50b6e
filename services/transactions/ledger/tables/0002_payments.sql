-- Why: a payment's state, the history that led to it, and the answers already given.
--
-- A payment keeps what is held, captured and refunded, so that a command is decided from one locked row; the checker compares
-- these sums with the transfers.
set local role pay_owner;

-- What a merchant may take and what it pays for it. The row '*' holds for every merchant without a row of its own.
--
-- Amounts are money: in minor units of the terms' currency. For payments of another currency they are what 'amounts_in' has for it,
-- or what they are worth by the reference rates (pay.amount_in).
create table pay.merchant_terms (
  merchant_id text primary key,
  status text not null,
  -- Highest amount of one payment. Never below what validation takes: what it lets pass is not to be refused here.
  amount_minor_max bigint not null,
  -- Fee in hundredths of a percent of the amount, rounded down to the minor unit. Where there are tiers: of the part below the first.
  fee_basis_points int not null,
  -- How far below zero refunds may take what we owe the merchant in one currency. The fee stays with us when a payment is refunded,
  -- so a floor of zero would refuse to refund a merchant's only payment in full. The default carries the fee of the largest payment.
  overdraft_minor_max bigint not null default 20000000,
  -- Days for which an authorization holds.
  hold_days int not null default 7,
  -- Days in which a review must be decided: one that comes on a Friday evening is still there on Monday.
  review_days int not null default 3,
  currency text not null default 'EUR',
  rates_version text not null default '2026-11-21',
  -- E.g. {"JPY": {"amount_minor_max": "5000000"}}, by the names of the columns above.
  amounts_in jsonb not null default '{}',
  -- On top of the part, once for a payment; and the least that a payment costs. Never more than was captured of it.
  fee_fixed_minor bigint not null default 0,
  fee_minor_min bigint not null default 0,
  -- Rates of the parts above an amount, e.g. [{"above_minor": 100000, "basis_points": 90}]; null: one rate for all. In 'amounts_in'
  -- their amounts are named "fee_tier_1" and so on.
  fee_tiers jsonb,
  -- Whether there is any of these. Set by pay.pin_terms.
  has_fee_schedule boolean not null default false,
  -- The part of the fee that goes back to the merchant with a refund, in hundredths of a percent.
  fee_refund_basis_points int not null default 0,
  -- Taken when a dispute is opened, on top of what is disputed, and whether it goes back when the dispute is won.
  dispute_fee_minor bigint not null default 1500,
  dispute_fee_is_refunded boolean not null default false,
  -- The part of each payout that is withheld as a reserve, in hundredths of a percent, and for how many days.
  reserve_basis_points int not null default 0,
  reserve_days int not null default 90,
  -- Names what the row says of amounts, fees and days: the same terms have the same id in every ledger. Set by pay.pin_terms.
  terms_id uuid not null,
  -- Grows by one with each change by a command; whoever changes terms names the version that it has seen.
  version int not null default 1,
  -- Payments above are held for review; null: what the rules of validation say. The ledger itself does not look at it.
  review_above_minor bigint,
  constraint merchant_terms_status_is_known check (status in ('open', 'blocked')),
  constraint merchant_terms_ceiling_is_positive check (amount_minor_max > 0),
  constraint merchant_terms_review_limit_is_positive check (review_above_minor > 0),
  constraint merchant_terms_fee_is_a_part_of_the_amount check (fee_basis_points between 0 and 10000),
  constraint merchant_terms_fee_is_not_negative check (fee_fixed_minor >= 0 and fee_minor_min >= 0),
  constraint merchant_terms_fee_refund_is_a_part_of_the_fee check (fee_refund_basis_points between 0 and 10000),
  constraint merchant_terms_dispute_fee_is_not_negative check (dispute_fee_minor >= 0),
  constraint merchant_terms_reserve_is_a_part_of_the_payout check (reserve_basis_points between 0 and 10000 and reserve_days between 1 and 400),
  constraint merchant_terms_overdraft_is_not_negative check (overdraft_minor_max >= 0),
  constraint merchant_terms_hold_ends check (hold_days between 1 and 30),
  constraint merchant_terms_review_ends check (review_days between 1 and 30)
);

-- All terms that ever held: a payment names those that it was taken under, and a change of terms changes nothing for it. Its columns
-- are those of pay.merchant_terms, in the same order. Rows are only ever added.
create table pay.pinned_terms (like pay.merchant_terms including constraints);
alter table pay.pinned_terms add primary key (terms_id);

-- Here and not among the functions, because the trigger must be there before the first terms are.
create function pay.pin_terms() returns trigger
language plpgsql as $body$
begin
  if exists (
    select from jsonb_array_elements(new.fee_tiers) as tier
    where ((tier ->> 'above_minor')::bigint > 0 and (tier ->> 'basis_points')::int between 0 and 10000) is not true
  ) then
    raise check_violation using message = 'a fee tier must have above_minor over 0 and basis_points from 0 to 10000';
  end if;
  new.has_fee_schedule := new.fee_tiers is not null or new.fee_fixed_minor > 0 or new.fee_minor_min > 0;
  -- Whether the merchant is blocked is no term: it is asked of today.
  new.terms_id := left(encode(sha256(convert_to((to_jsonb(new) - array['status', 'terms_id', 'version'])::text, 'UTF8')), 'hex'), 32)::uuid;
  insert into pay.pinned_terms select new.* on conflict do nothing;
  return new;
end
$body$;
create trigger merchant_terms_are_pinned before insert or update on pay.merchant_terms for each row execute function pay.pin_terms();

insert into pay.merchant_terms (merchant_id, status, amount_minor_max, fee_basis_points) values ('*', 'open', 1000000000, 140);

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
  -- The merchant's own; nothing is decided by it.
  metadata jsonb,
  statement_descriptor text,
  canary boolean not null default false,
  accepted_at timestamptz not null,
  -- When it was booked; lists go by it.
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  held_minor bigint not null default 0,
  captured_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  -- Fees of all captures together.
  fee_minor bigint not null default 0,
  -- When an authorization or a review may be expired; null for what was captured at once.
  expires_at timestamptz,
  -- How the payment is taken, at once or when a review approves it: captured in full, or authorized.
  capture text not null default 'automatic',
  -- How long an authorization of it holds, as its merchant asked; null if the terms alone say.
  hold_seconds int,
  -- Codes of the rules for which it was held for review, whatever became of it; null if it never was.
  review jsonb,
  -- The terms that it was taken under (pay.pinned_terms). No foreign key: it would lock their row for every payment.
  terms_id uuid not null,
  -- Part of the fee that refunds gave back.
  fee_refunded_minor bigint not null default 0,
  -- Of the captures: what the open dispute is about, and what lost disputes took.
  disputed_minor bigint not null default 0,
  charged_back_minor bigint not null default 0,
  -- Fees of all disputes together, less those that went back.
  dispute_fee_minor bigint not null default 0,
  constraint payments_amount_is_positive check (amount_minor > 0),
  constraint payments_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
  constraint payments_status_is_known check (status in (
    'review', 'authorized', 'partially_captured', 'captured', 'partially_refunded', 'refunded', 'disputed', 'charged_back',
    'voided', 'expired', 'rejected'
  )),
  constraint payments_capture_is_known check (capture in ('automatic', 'manual')),
  constraint payments_version_follows_the_acceptance check (version >= 2),
  constraint payments_reason_explains_a_rejection check ((reason is not null) = (status = 'rejected')),
  constraint payments_review_has_a_cause_and_an_end
    check (status <> 'review' or (review is not null and expires_at is not null)),
  constraint payments_hold_while_authorized check ((held_minor > 0) = (status in ('authorized', 'partially_captured'))),
  constraint payments_hold_and_captures_are_within_the_amount
    check (held_minor >= 0 and captured_minor >= 0 and held_minor + captured_minor <= amount_minor),
  -- One check and not several: each is made ready anew by every statement that books a payment.
  constraint payments_refunds_and_disputes_are_within_the_captures check (
    least(refunded_minor, disputed_minor, charged_back_minor, dispute_fee_minor) >= 0
    and refunded_minor + disputed_minor + charged_back_minor <= captured_minor
  ),
  constraint payments_fees_are_within_the_captures check (fee_minor between 0 and captured_minor),
  constraint payments_fee_refunds_are_within_the_fees check (fee_refunded_minor between 0 and fee_minor)
) with (fillfactor = 90);

create index payments_of_a_merchant on pay.payments (merchant_id, created_at desc, payment_id desc);
create index payments_of_a_reference on pay.payments (merchant_id, reference, created_at desc, payment_id desc) where reference is not null;
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
  recorded_at timestamptz not null default current_timestamp,
  -- What the operation moved, in minor units of the payment's currency; null for a rejection.
  amount_minor bigint,
  -- Why a refund was made, as its merchant says.
  reason text,
  -- Who has approved or rejected.
  decided_by text,
  constraint operations_give_each_version_once unique (payment_id, version),
  constraint operations_applied_by_is_known check (applied_by in ('consumer', 'request', 'recovery'))
);

-- The answer to each command: the same command again gets the same answer and does nothing.
create table pay.inbox (
  command_id uuid primary key,
  answer jsonb not null,
  recorded_at timestamptz not null default current_timestamp,
  -- Hash of the request's significant parts; null for commands from the queue, whose ids the journal guards.
  fingerprint text,
  -- The archive reads rows in the order of their transactions: below pg_snapshot_xmin all have ended and nothing can still appear.
  transaction_id xid8 not null default pg_current_xact_id()
);
create index inbox_by_transaction on pay.inbox (transaction_id, command_id);

-- Money that an operation moves; of nothing there is no transfer.
create type pay.posting as (
  sequence int,
  purpose text,
  debit_account text,
  credit_account text,
  amount_minor bigint
);

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
  -- The same, as JSON carries it.
  expiry text,
  review jsonb,
  recorded_at text,
  terms_id uuid,
  postings pay.posting[]
);
