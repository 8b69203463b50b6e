-- Name of the event that tells of an operation.
create or replace function pay.event_type_of(operation text) returns text
language sql immutable parallel safe
return '{
  "authorize": "PaymentAuthorized",
  "hold_for_review": "PaymentHeldForReview",
  "approve_authorize": "PaymentAuthorized",
  "approve_capture": "PaymentCaptured",
  "reject": "PaymentRejected",
  "partial_capture": "PaymentPartiallyCaptured",
  "capture": "PaymentCaptured",
  "void": "PaymentVoided",
  "expire": "PaymentExpired",
  "partial_refund": "PaymentPartiallyRefunded",
  "refund": "PaymentRefunded",
  "open_dispute": "PaymentDisputed",
  "submit_evidence": "PaymentDisputeEvidenceSubmitted",
  "win_dispute": "PaymentDisputeWon",
  "lose_dispute": "PaymentDisputeLost"
}'::jsonb ->> operation;
