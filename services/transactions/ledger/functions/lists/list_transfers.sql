-- The transfers of a merchant's payment, oldest first, after a cursor or from the start (''); null when the cursor was not given to this
-- merchant for this payment. The merchant is the payment's: a shortfall moves nothing of the merchant's own accounts.
create or replace function pay.list_transfers(wanted text, merchant text, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'transfers of ' || wanted || ' of merchant ' || merchant;
  place jsonb := case when cursor = '' then '[0, 0]' else pay.place_of(scope, cursor)::jsonb end;
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', jsonb_build_array(version, sequence)::text, 'view', pay.transfer_view_of(transfers)) as entry
    from pay.transfers
    where payment_id = wanted and exists (select from pay.payments where payment_id = wanted and payments.merchant_id = merchant)
      and (version, sequence) > ((place ->> 0)::int, (place ->> 1)::int)
    order by version, sequence
    limit page_max + 1
  ) as entries;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.list_transfers(text, text, text, int) to pay_reader;
