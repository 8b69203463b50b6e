-- Decides a new payment by its merchant's terms: captured in full with a fee, authorized, held for review, or rejected. An outcome
-- that a lost region has answered ('recorded') is kept. The rules of booking stand here and nowhere else.
create or replace function pay.decide_booking(command jsonb, recorded jsonb, terms pay.merchant_terms, place int default 1) returns pay.booking
language plpgsql stable as $body$
#variable_conflict use_variable
declare
  -- PL/pgSQL prepares each expression that it reaches anew in every transaction, and a payment is one: what most payments do not need
  -- stands in a branch of its own.
  amount bigint := command ->> 'amountMinor';
  currency text := command ->> 'currency';
  operation text;
  reason text;
  held bigint;
  captured bigint;
  fee bigint;
  expires_at timestamptz;
  expiry text;
  review jsonb;
  recorded_at text;
  payable text;
  postings pay.posting[];
begin
  if recorded is not null then
    reason := recorded ->> 'reason';
    fee := recorded ->> 'feeMinor';
    recorded_at := recorded ->> 'recordedAt';
  else
    reason := pay.refusal_by_terms(amount, currency, terms);
  end if;
  if reason is not null then
    operation := 'reject';
  elsif command ? 'review' then
    operation := 'hold_for_review';
    review := command -> 'review';
    expires_at := (command ->> 'acceptedAt')::timestamptz + make_interval(days => terms.review_days);
  elsif command ->> 'capture' = 'manual' then
    operation := 'authorize';
    held := amount;
    postings := array[
      (1, 'hold', 'network/held/' || currency, format('merchant/%s/held/%s', command ->> 'merchantId', currency), held)
    ]::pay.posting[];
    expires_at := pay.hold_end_of((command ->> 'acceptedAt')::timestamptz, (command ->> 'holdSeconds')::int, terms.hold_days);
  else
    operation := 'capture';
    captured := amount;
    fee := coalesce(fee, pay.fee_by_terms(amount, currency, terms));
    payable := format('merchant/%s/payable/%s', command ->> 'merchantId', currency);
    postings := array[
      (1, 'capture', 'network/receivable/' || currency, payable, captured), (2, 'fee', payable, 'redoubt/fees/' || currency, fee)
    ]::pay.posting[];
  end if;
  if expires_at is not null then
    if recorded is not null then
      expires_at := recorded ->> 'expiresAt';
    end if;
    expiry := pay.time_text(expires_at);
  end if;
  return (
    place, command, (command ->> 'commandId')::uuid, command ->> 'paymentId', command ->> 'merchantId', amount, currency,
    (command ->> 'acceptedAt')::timestamptz, operation, pay.event_type_of(operation), pay.next_status('accepted', operation), reason,
    coalesce(held, 0), coalesce(captured, 0), case when captured is null then 0 else fee end, expires_at, expiry, review, recorded_at,
    terms.terms_id, postings
  )::pay.booking;
end
$body$;
