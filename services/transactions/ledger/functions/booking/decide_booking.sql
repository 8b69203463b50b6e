-- Decides a new payment by its merchant's terms: captured in full with a fee, authorized, held for review, or rejected. An outcome
-- that a lost region has answered ('recorded') is kept. The rules of booking stand here and nowhere else.
create or replace function pay.decide_booking(command jsonb, recorded jsonb, terms pay.merchant_terms, place int default 1) returns pay.booking
language plpgsql stable as $body$
#variable_conflict use_variable
declare
  amount bigint := command ->> 'amountMinor';
  accepted_at timestamptz := command ->> 'acceptedAt';
  operation text := 'capture';
  reason text;
  held bigint := 0;
  captured bigint := 0;
  fee bigint := 0;
  expires_at timestamptz;
begin
  if recorded is not null then
    reason := recorded ->> 'reason';
  elsif terms.status = 'blocked' then
    reason := 'merchant_blocked';
  elsif amount > terms.amount_minor_max then
    reason := 'amount_over_merchant_limit';
  end if;
  if reason is not null then
    operation := 'reject';
  elsif command ? 'review' then
    operation := 'hold_for_review';
    expires_at := accepted_at + make_interval(days => terms.review_days);
  elsif command ->> 'capture' = 'manual' then
    operation := 'authorize';
    held := amount;
    expires_at := accepted_at + make_interval(days => terms.hold_days);
  else
    captured := amount;
    fee := coalesce((recorded ->> 'feeMinor')::bigint, pay.fee_of(amount, terms.fee_basis_points));
  end if;
  if recorded is not null and expires_at is not null then
    expires_at := recorded ->> 'expiresAt';
  end if;
  return (
    place, command, (command ->> 'commandId')::uuid, command ->> 'paymentId', command ->> 'merchantId', amount, command ->> 'currency',
    accepted_at, operation, pay.event_type_of(operation), pay.next_status('accepted', operation), reason, held, captured, fee, expires_at,
    case operation when 'hold_for_review' then command -> 'review' end, recorded ->> 'recordedAt'
  )::pay.booking;
end
$body$;
