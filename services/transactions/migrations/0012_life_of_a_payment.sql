-- Why: a payment can be authorized first and captured later, in parts; and what is captured can be given back, in parts.
--
-- The payment keeps what is held, captured and given back, so that a command is decided from one locked row; the checker
-- compares these sums with the transfers.
set local role pay_owner;

-- The transition table of src/domain/transitions.ts; a test compares the two. Null: not allowed.
create or replace function pay.next_status(from_status text, operation text) returns text
language sql immutable parallel safe
return case from_status || ' ' || operation
  when 'accepted authorize' then 'authorized'
  when 'accepted capture' then 'captured'
  when 'accepted reject' then 'rejected'
  when 'authorized partial_capture' then 'partially_captured'
  when 'authorized capture' then 'captured'
  when 'authorized void' then 'voided'
  when 'authorized expire' then 'expired'
  when 'partially_captured partial_capture' then 'partially_captured'
  when 'partially_captured capture' then 'captured'
  when 'partially_captured void' then 'captured'
  when 'partially_captured expire' then 'captured'
  when 'captured partial_refund' then 'partially_refunded'
  when 'captured refund' then 'refunded'
  when 'partially_refunded partial_refund' then 'partially_refunded'
  when 'partially_refunded refund' then 'refunded'
end;

alter table pay.merchant_terms
  -- How far below zero refunds may take what we owe the merchant, in minor units of whatever currency. The fee stays with
  -- us when a payment is given back, so a floor of zero would refuse to refund a merchant's only payment in full. The
  -- default carries the fee of the largest payment.
  add column overdraft_minor_max bigint not null default 2000000,
  -- Days for which an authorization holds.
  add column hold_days int not null default 7,
  add constraint merchant_terms_overdraft_is_not_negative check (overdraft_minor_max >= 0),
  add constraint merchant_terms_hold_ends check (hold_days between 1 and 30);

alter table pay.payments
  add column held_minor bigint not null default 0,
  add column captured_minor bigint not null default 0,
  add column refunded_minor bigint not null default 0,
  -- Fees of all captures together.
  add column fee_minor bigint not null default 0,
  -- When an authorization may be expired; null for what was captured at once.
  add column expires_at timestamptz,
  drop constraint payments_status_is_known;

update pay.payments as payments set
  captured_minor = amount_minor,
  fee_minor = coalesce((
    select sum(amount_minor) from pay.transfers
    where transfers.payment_id = payments.payment_id and purpose = 'fee'
  ), 0)
where status = 'captured';

alter table pay.payments
  add constraint payments_status_is_known check (status in (
    'authorized', 'partially_captured', 'captured', 'partially_refunded', 'refunded', 'voided', 'expired', 'rejected'
  )),
  add constraint payments_hold_and_captures_are_within_the_amount
    check (held_minor >= 0 and captured_minor >= 0 and held_minor + captured_minor <= amount_minor),
  add constraint payments_refunds_are_within_the_captures check (refunded_minor between 0 and captured_minor),
  add constraint payments_fees_are_within_the_captures check (fee_minor between 0 and captured_minor),
  add constraint payments_hold_while_authorized check ((held_minor > 0) = (status in ('authorized', 'partially_captured')));

-- The sweep of expired authorizations reads the few that hold something.
create index payments_that_hold on pay.payments (expires_at) where held_minor > 0;

alter table pay.accounts
  drop constraint accounts_kind_is_known,
  drop constraint accounts_of_merchants_name_them;
alter table pay.accounts
  add constraint accounts_kind_is_known check (kind in (
    'network_receivable', 'network_held', 'network_refunds', 'merchant_payable', 'merchant_held', 'fees', 'suspense'
  )),
  add constraint accounts_of_merchants_name_them
    check ((merchant_id is not null) = (kind in ('merchant_payable', 'merchant_held')));

alter table pay.transfers drop constraint transfers_purpose_is_known;
alter table pay.transfers add constraint transfers_purpose_is_known
  check (purpose in ('hold', 'release', 'capture', 'fee', 'refund', 'shortfall'));

-- Debits that can break a merchant's floor; a fee can not, it comes with its capture.
create index transfers_that_lower_a_merchant on pay.transfers (debit_account, transaction_id) where purpose = 'refund';

alter table pay.operations
  -- What the operation moved, in minor units of the payment's currency; null for a rejection.
  add column amount_minor bigint;
update pay.operations as operations set amount_minor = payments.amount_minor
from pay.payments as payments
where payments.payment_id = operations.payment_id and operations.operation = 'capture';

alter table pay.inbox
  -- Of the request as far as it counts; null for commands from the queue, whose ids come from the journal's guard.
  add column fingerprint text;

-- A time as JSON carries it: UTC with milliseconds.
create function pay.time_text(at timestamptz) returns text
language sql stable parallel safe
return to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
