-- What the event of a booking tells.
create or replace function pay.booking_text(command jsonb, amount bigint, ending text) returns text
language sql stable
return format(
  '{"paymentId":%s,"merchantId":%s,"amountMinor":"%s","currency":%s%s%s%s}',
  command -> 'paymentId', command -> 'merchantId', amount, command -> 'currency',
  ',"reference":' || (command -> 'reference')::text, ',"canary":' || (command -> 'canary')::text, ending
);
