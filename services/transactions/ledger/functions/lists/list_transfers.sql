-- The transfers of a payment, oldest first, after a cursor or from the start (''); null when the cursor is not one of ours.
create or replace function pay.list_transfers(wanted text, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'transfers of ' || wanted;
  place jsonb := case when cursor = '' then '[0, 0]' else pay.place_of(scope, cursor)::jsonb end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', jsonb_build_array(version, sequence)::text, 'view', jsonb_build_object(
      'id', 'tr_' || replace(transfer_id::text, '-', ''), 'payment_id', payment_id, 'version', version,
      'purpose', purpose, 'debit_account', debit_account, 'credit_account', credit_account,
      'amount_minor', amount_minor::text, 'currency', currency, 'created_at', pay.time_text(recorded_at)
    )) as entry
    from pay.transfers
    where payment_id = wanted and (version, sequence) > ((place ->> 0)::int, (place ->> 1)::int)
    order by version, sequence
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.list_transfers(text, text, int) to pay_reader;
