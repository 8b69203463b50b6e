-- Books payments, each command once. 'recorded' holds the outcomes that a lost region has answered, at their commands' places. Returns
-- an answer for each, in the order of the commands; null for a payment that was there already.
create or replace function pay.book_payments(
  epoch bigint, origin_region text, applied_by text, commands jsonb[], recorded jsonb[] default null
) returns text[]
language plpgsql volatile as $body$
declare
  bookings pay.booking[] := array(
    select pay.decide_booking(command, recorded[place], terms, place::int)
    from unnest(commands) with ordinality as entries (command, place)
      left join pay.merchant_terms as own on own.merchant_id = command ->> 'merchantId'
      join pay.merchant_terms as terms on terms.merchant_id = coalesce(own.merchant_id, '*')
    order by place
  );
begin
  perform from unnest(bookings) as booking
  where reason is null
    and not exists (select from pay.accounts where account_id = format('merchant/%s/payable/%s', booking.merchant_id, booking.currency));
  if found then
    perform pay.open_accounts_of(bookings);
  end if;
  return pay.write_bookings(epoch, origin_region, applied_by, bookings);
end
$body$;
