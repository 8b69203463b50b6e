-- A payment as the API shows it.
create or replace function pay.view_of(payment pay.payments) returns jsonb
language sql stable
return jsonb_strip_nulls(jsonb_build_object(
  'id', payment.payment_id, 'status', payment.status, 'merchant_id', payment.merchant_id,
  'amount_minor', payment.amount_minor::text, 'currency', payment.currency, 'reference', payment.reference,
  'metadata', payment.metadata, 'statement_descriptor', payment.statement_descriptor,
  'reason', payment.reason, 'review', payment.review, 'version', payment.version,
  'held_minor', payment.held_minor::text, 'captured_minor', payment.captured_minor::text,
  'refunded_minor', payment.refunded_minor::text, 'fee_minor', payment.fee_minor::text,
  'fee_refunded_minor', nullif(payment.fee_refunded_minor, 0)::text,
  'disputed_minor', nullif(payment.disputed_minor, 0)::text, 'charged_back_minor', nullif(payment.charged_back_minor, 0)::text,
  'dispute_fee_minor', nullif(payment.dispute_fee_minor, 0)::text,
  'expires_at', case when payment.held_minor > 0 or payment.status = 'review' then pay.time_text(payment.expires_at) end,
  'created_at', pay.time_text(payment.accepted_at), 'booked_at', pay.time_text(payment.created_at), 'updated_at', pay.time_text(payment.updated_at)
));
