-- What was done to a merchant's payment, oldest first, after a cursor or from the start (''); null when the cursor was not given to this
-- merchant for this payment. Nothing was done to another merchant's payment. Who of ours has decided is no merchant's business.
create or replace function pay.list_operations(wanted text, merchant text, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'operations of ' || wanted || ' of merchant ' || merchant;
  place int := case when cursor = '' then 0 else pay.place_of(scope, cursor)::int end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', operations.version::text, 'view', jsonb_strip_nulls(jsonb_build_object(
      'id', 'op_' || replace(command_id::text, '-', ''), 'payment_id', payment_id, 'merchant_id', merchant_id,
      'operation', operation, 'amount_minor', operations.amount_minor::text, 'currency', currency, 'reason', operations.reason,
      'version', operations.version, 'created_at', pay.time_text(recorded_at)
    ))) as entry
    from pay.operations join pay.payments using (payment_id)
    where payment_id = wanted and merchant_id = merchant and operations.version > place
    order by operations.version
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.list_operations(text, text, text, int) to pay_reader;
