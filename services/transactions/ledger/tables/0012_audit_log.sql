-- Why: what people decide about merchants' money must be known for ever: who, when, what was, what is, and why.
set local role pay_owner;

-- Each decision by its command. Rows are only ever added, and go to the archive with their command. Neither 'was' nor 'became' has a
-- member that is null, and their amounts are texts: they come back from the archive as they went.
create table pay.audit_log (
  command_id uuid primary key,
  -- Null for an address.
  merchant_id text,
  action text not null,
  -- Of a review.
  payment_id text,
  acted_by text not null,
  reason text,
  was jsonb not null,
  became jsonb not null,
  -- False for what a lost region has answered and a later decision stood in the way of.
  is_effective boolean not null,
  epoch bigint not null,
  origin_region text not null,
  decided_at timestamptz not null,
  -- Later than that only where a recovery has brought it back. Of the row and not of its transaction: a recovery adds many at once.
  recorded_at timestamptz not null default clock_timestamp(),
  constraint audit_log_action_is_known check (action in ('ChangeTerms', 'ChangeBlocklist', 'ApprovePayment', 'RejectPayment'))
);
create index audit_log_of_a_merchant on pay.audit_log (merchant_id, recorded_at, command_id);
create index audit_log_by_time on pay.audit_log (recorded_at, command_id);
