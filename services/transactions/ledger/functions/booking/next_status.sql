-- The transition table of src/domain/transitions.ts; a test compares the two. Null: not allowed.
create or replace function pay.next_status(from_status text, operation text) returns text
language sql immutable parallel safe
return '{
  "accepted authorize": "authorized",
  "accepted capture": "captured",
  "accepted reject": "rejected",
  "accepted hold_for_review": "review",
  "review approve_authorize": "authorized",
  "review approve_capture": "captured",
  "review reject": "rejected",
  "review expire": "expired",
  "authorized partial_capture": "partially_captured",
  "authorized capture": "captured",
  "authorized void": "voided",
  "authorized expire": "expired",
  "partially_captured partial_capture": "partially_captured",
  "partially_captured capture": "captured",
  "partially_captured void": "captured",
  "partially_captured expire": "captured",
  "captured partial_refund": "partially_refunded",
  "captured refund": "refunded",
  "partially_refunded partial_refund": "partially_refunded",
  "partially_refunded refund": "refunded"
}'::jsonb ->> (from_status || ' ' || operation);
