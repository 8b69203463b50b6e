-- Captures or refunds ('kind') of a merchant's payments, those recorded last first, that a filter {from, before} lets pass (each may be
-- absent; from is within, before is not), after a cursor or from the start (''); null when the cursor is not one of ours.
--
-- They are found by their transfers. One that a recovery has booked against suspense alone moved nothing of the merchant's.
create or replace function pay.find_operations(merchant text, kind text, filter jsonb, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := kind || 's of merchant ' || merchant || case when filter = '{}' then '' else ' ' || filter::text end;
  place jsonb := case when cursor = '' then '["infinity", "", 0]' else pay.place_of(scope, cursor)::jsonb end;
  earliest timestamptz := coalesce((filter ->> 'from')::timestamptz, '-infinity');
  latest timestamptz := coalesce((filter ->> 'before')::timestamptz, 'infinity');
  names text[] := case kind
    when 'refund' then array['refund', 'partial_refund'] else array['capture', 'partial_capture', 'approve_capture']
  end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object(
      'place', jsonb_build_array(found.recorded_at, payment_id, version)::text,
      'view', jsonb_strip_nulls(jsonb_build_object(
        'id', 'op_' || replace(command_id::text, '-', ''), 'payment_id', payment_id, 'merchant_id', merchant,
        'operation', operation, 'amount_minor', operations.amount_minor::text, 'currency', currency, 'reason', operations.reason,
        'version', version, 'created_at', pay.time_text(found.recorded_at)
      ))
    ) as entry
    from (
      (
        select recorded_at, payment_id, version, currency from pay.transfers
        where merchant_id = merchant and purpose = 'refund' and kind = 'refund' and recorded_at >= earliest and recorded_at < latest
          and (recorded_at, payment_id, version) < ((place ->> 0)::timestamptz, place ->> 1, (place ->> 2)::int)
        order by recorded_at desc, payment_id desc, version desc
        limit page_max + 1
      )
      union
      (
        select recorded_at, payment_id, version, currency from pay.transfers
        where merchant_id = merchant and purpose = 'capture' and kind = 'capture' and recorded_at >= earliest and recorded_at < latest
          and (recorded_at, payment_id, version) < ((place ->> 0)::timestamptz, place ->> 1, (place ->> 2)::int)
        order by recorded_at desc, payment_id desc, version desc
        limit page_max + 1
      )
      union
      select short.recorded_at, short.payment_id, short.version, short.currency
      from pay.transfers as short join pay.payments on payments.payment_id = short.payment_id
        join pay.operations on operations.payment_id = short.payment_id and operations.version = short.version
      where purpose = 'shortfall' and payments.merchant_id = merchant and operation = any (names)
        and short.recorded_at >= earliest and short.recorded_at < latest
        and (short.recorded_at, short.payment_id, short.version) < ((place ->> 0)::timestamptz, place ->> 1, (place ->> 2)::int)
    ) as found
      join pay.operations using (payment_id, version)
    order by found.recorded_at desc, payment_id desc, version desc
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.find_operations(text, text, jsonb, text, int) to pay_reader;
