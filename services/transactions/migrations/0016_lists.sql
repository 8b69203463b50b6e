-- Why: merchants list their payments and what was done to them, page by page.
--
-- A page's end is signed, so that nobody asks for a place that was not given to them. The key is a row of the ledger: it
-- is replicated with it, and a cursor stays good after a failover.
set local role pay_owner;

create table pay.cursor_keys (
  only_row boolean primary key default true check (only_row),
  key bytea not null
);
insert into pay.cursor_keys (key) values (pay.gen_random_bytes(32));

create index payments_of_a_merchant on pay.payments (merchant_id, accepted_at desc, payment_id desc);

create function pay.cursor_of(scope text, place text) returns text
language sql stable
return (
  select encode(convert_to(place, 'UTF8'), 'hex') || '.' || encode(pay.hmac(convert_to(scope || ' ' || place, 'UTF8'), key, 'sha256'), 'hex')
  from pay.cursor_keys
);

-- The place that a cursor was made of for this scope; null when it was not made here.
create function pay.place_of(scope text, cursor text) returns text
language plpgsql stable as $body$
declare
  place text;
begin
  if cursor !~ '^([0-9a-f]{2}){1,200}[.][0-9a-f]{64}$' then
    return null;
  end if;
  begin
    place := convert_from(decode(split_part(cursor, '.', 1), 'hex'), 'UTF8');
  exception when character_not_in_repertoire or untranslatable_character then
    return null;
  end;
  return case when pay.cursor_of(scope, place) = cursor then place end;
end
$body$;

create function pay.view_of(payment pay.payments) returns jsonb
language sql stable
return jsonb_strip_nulls(jsonb_build_object(
  'id', payment.payment_id, 'status', payment.status, 'merchant_id', payment.merchant_id,
  'amount_minor', payment.amount_minor::text, 'currency', payment.currency, 'reference', payment.reference,
  'reason', payment.reason, 'version', payment.version,
  'held_minor', payment.held_minor::text, 'captured_minor', payment.captured_minor::text,
  'refunded_minor', payment.refunded_minor::text, 'fee_minor', payment.fee_minor::text,
  'expires_at', case when payment.held_minor > 0 then pay.time_text(payment.expires_at) end,
  'created_at', pay.time_text(payment.accepted_at), 'updated_at', pay.time_text(payment.updated_at)
));

create or replace function pay.payment_view(wanted text) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (select pay.view_of(payments) from pay.payments where payment_id = wanted);

-- Makes a page of one row more than fits, in the order of the rows, each {place, view}.
create function pay.page_of(found jsonb, page_max int, scope text) returns jsonb
language sql stable
return (
  select jsonb_build_object(
    'data', coalesce(jsonb_agg(entry -> 'view' order by at) filter (where at <= page_max), '[]'),
    'has_more', count(*) > page_max,
    'next_cursor', case when count(*) > page_max then pay.cursor_of(scope, max(entry ->> 'place') filter (where at = page_max)) end
  )
  from jsonb_array_elements(found) with ordinality as entries (entry, at)
);

-- A merchant's payments, newest first, after a cursor or from the start (''); null when the cursor is not one of ours.
create function pay.list_payments(merchant text, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'payments of ' || merchant;
  place jsonb := case when cursor = '' then '[]' else pay.place_of(scope, cursor)::jsonb end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', jsonb_build_array(accepted_at, payment_id)::text, 'view', pay.view_of(payments)) as entry
    from pay.payments
    where merchant_id = merchant
      and (cursor = '' or (accepted_at, payment_id) < ((place ->> 0)::timestamptz, place ->> 1))
    order by accepted_at desc, payment_id desc
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

-- What was done to a payment, oldest first, after a cursor or from the start (''); null when the cursor is not one of ours.
create function pay.list_operations(wanted text, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'operations of ' || wanted;
  place int := case when cursor = '' then 0 else pay.place_of(scope, cursor)::int end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', operations.version::text, 'view', jsonb_strip_nulls(jsonb_build_object(
      'id', 'op_' || replace(command_id::text, '-', ''), 'payment_id', payment_id, 'merchant_id', merchant_id,
      'operation', operation, 'amount_minor', operations.amount_minor::text, 'currency', currency,
      'version', operations.version, 'created_at', pay.time_text(recorded_at)
    ))) as entry
    from pay.operations join pay.payments using (payment_id)
    where payment_id = wanted and operations.version > place
    order by operations.version
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.list_payments(text, text, int) to pay_app;
grant execute on function pay.list_operations(text, text, int) to pay_app;
