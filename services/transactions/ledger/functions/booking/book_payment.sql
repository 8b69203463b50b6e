-- Books a payment; 'recorded' is the outcome that a lost region has answered.
create or replace function pay.book_payment(
  epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb default null
) returns text
language plpgsql volatile as $body$
declare
  merchant text := command ->> 'merchantId';
  bookings pay.booking[];
  is_known boolean;
  answer text;
begin
  -- One statement for what a payment depends on: each costs as much as an insertion.
  select
    array[pay.decide_booking(command, recorded, terms)],
    exists (select from pay.accounts where account_id = format('merchant/%s/payable/%s', merchant, command ->> 'currency'))
  into strict bookings, is_known
  from pay.merchant_terms as terms
  where merchant_id = coalesce((select merchant_id from pay.merchant_terms where merchant_id = merchant), '*');
  if not is_known then
    perform pay.open_accounts_of(bookings);
  end if;
  -- Every payment is a row, also one that was rejected: its insertion finds a repeat.
  answer := (pay.write_bookings(epoch, origin_region, applied_by, bookings))[1];
  if answer is null then
    return pay.booked_answer((command ->> 'commandId')::uuid);
  end if;
  return answer;
end
$body$;
