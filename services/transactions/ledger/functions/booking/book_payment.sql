-- Books a payment; 'recorded' is the outcome that a lost region has answered.
create or replace function pay.book_payment(
  epoch bigint, origin_region text, applied_by text, command jsonb, recorded jsonb default null
) returns text
language plpgsql volatile as $body$
declare
  booking pay.booking[] := array[pay.decide_booking(command, recorded, pay.terms_of(command ->> 'merchantId'))];
  payable text := format('merchant/%s/payable/%s', command ->> 'merchantId', command ->> 'currency');
  answer text;
begin
  perform from pay.accounts where account_id = payable;
  if not found then
    perform pay.open_accounts_of(booking);
  end if;
  -- Every payment is a row, also one that was rejected: its insertion finds a repeat.
  answer := (pay.write_bookings(epoch, origin_region, applied_by, booking))[1];
  if answer is null then
    return pay.booked_answer((command ->> 'commandId')::uuid);
  end if;
  return answer;
end
$body$;
