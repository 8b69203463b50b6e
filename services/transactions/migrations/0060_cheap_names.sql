-- Why: most of what a payment costs is not done for its rows. PostgreSQL sets up every expression of a function once for each
-- transaction, and a payment is one transaction: what counts is how many operators and functions an expression holds. A
-- constant map costs one, however many entries it has; a case costs one for each branch.
set local role pay_owner;

-- Name-based UUID (RFC 9562, version 5) of a name that is made of parts, each prefixed with its length in bytes. The version's
-- four bits and the variant's two are set one by one, in an expression that needs its hash only once.
create function pay.uuid_named(name text) returns uuid
language plpgsql immutable strict parallel safe as $body$
begin
  return encode(substring(
    set_bit(set_bit(set_bit(set_bit(set_bit(set_bit(
      pay.digest('\x6f1d3c525f0b5c0e9a551d2f7f0b8a11'::bytea || convert_to(name, 'UTF8'), 'sha1'),
      55, 0), 54, 1), 53, 0), 52, 1), 71, 1), 70, 0)
    from 1 for 16
  ), 'hex')::uuid;
end
$body$;

-- A part as a name holds it. Both casts are written out: 'integer || text' is only stable, and would keep whatever is made of
-- it from becoming a part of its caller's expression.
create function pay.name_part(part text) returns text
language sql immutable strict parallel safe
return octet_length(part)::text || ':' || part;

-- libs/contracts/src/ids.ts in SQL; a test compares them. What is constant in them is put together once, when the plan is made.
create or replace function pay.uuid_of(variadic parts text[]) returns uuid
language plpgsql immutable strict parallel safe as $body$
begin
  return pay.uuid_named((select string_agg(pay.name_part(part), '' order by place) from unnest(parts) with ordinality as each_part (part, place)));
end
$body$;

create or replace function pay.event_id_of(aggregate_id text, version int, type text) returns uuid
language sql immutable strict parallel safe
return pay.uuid_named('5:event' || pay.name_part(aggregate_id) || (pay.name_part(version::text) || pay.name_part(type)));

create or replace function pay.transfer_id_of(payment_id text, version int, sequence int) returns uuid
language sql immutable strict parallel safe
return pay.uuid_named('8:transfer' || pay.name_part(payment_id) || (pay.name_part(version::text) || pay.name_part(sequence::text)));

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
  "refund": "PaymentRefunded"
}'::jsonb ->> operation;
