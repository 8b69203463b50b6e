-- Why: a payment that breaks a soft rule is looked at before anything is held or owed. It waits in the ledger as `review`;
-- whoever decides finds in it all that its booking needs.
set local role pay_owner;

-- The transition table of src/domain/transitions.ts; a test compares the two. Null: not allowed.
create or replace function pay.next_status(from_status text, operation text) returns text
language sql immutable parallel safe
return case from_status || ' ' || operation
  when 'accepted authorize' then 'authorized'
  when 'accepted capture' then 'captured'
  when 'accepted reject' then 'rejected'
  when 'accepted hold_for_review' then 'review'
  when 'review approve_authorize' then 'authorized'
  when 'review approve_capture' then 'captured'
  when 'review reject' then 'rejected'
  when 'review expire' then 'expired'
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
  -- Days in which a review must be decided: one that comes on a Friday evening is still there on Monday.
  add column review_days int not null default 3,
  add constraint merchant_terms_review_ends check (review_days between 1 and 30);

alter table pay.payments
  -- How the payment is taken, at once or when a review approves it: captured in full, or authorized.
  add column capture text not null default 'automatic',
  -- Codes of the rules for which it was held for review, whatever became of it; null if it never was.
  add column review jsonb,
  drop constraint payments_status_is_known;
update pay.payments set capture = 'manual' where expires_at is not null;
alter table pay.payments
  add constraint payments_capture_is_known check (capture in ('automatic', 'manual')),
  add constraint payments_status_is_known check (status in (
    'review', 'authorized', 'partially_captured', 'captured', 'partially_refunded', 'refunded', 'voided', 'expired', 'rejected'
  )),
  add constraint payments_review_has_a_cause_and_an_end
    check (status <> 'review' or (review is not null and expires_at is not null));

-- The sweep of what is due reads the few payments that hold or wait.
create index payments_with_a_term on pay.payments (expires_at) where held_minor > 0 or status = 'review';
drop index pay.payments_that_hold;

drop function pay.expired_authorizations(int);

-- Authorizations and reviews whose time is over, longest overdue first.
create function pay.expired_payments(batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object('paymentId', payment_id, 'merchantId', merchant_id, 'expiresAt', pay.time_text(expires_at))
  from pay.payments where (held_minor > 0 or status = 'review') and expires_at <= now()
  order by expires_at, payment_id
  limit batch_max;
end;

create or replace function pay.view_of(payment pay.payments) returns jsonb
language sql stable
return jsonb_strip_nulls(jsonb_build_object(
  'id', payment.payment_id, 'status', payment.status, 'merchant_id', payment.merchant_id,
  'amount_minor', payment.amount_minor::text, 'currency', payment.currency, 'reference', payment.reference,
  'reason', payment.reason, 'review', payment.review, 'version', payment.version,
  'held_minor', payment.held_minor::text, 'captured_minor', payment.captured_minor::text,
  'refunded_minor', payment.refunded_minor::text, 'fee_minor', payment.fee_minor::text,
  'expires_at', case when payment.held_minor > 0 or payment.status = 'review' then pay.time_text(payment.expires_at) end,
  'created_at', pay.time_text(payment.accepted_at), 'updated_at', pay.time_text(payment.updated_at)
));

grant execute on function pay.expired_payments(int) to pay_app;
