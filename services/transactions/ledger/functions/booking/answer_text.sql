-- The answer to a booking, without its closing brace.
create or replace function pay.answer_text(command jsonb, status text, fee bigint, moment text, ending text) returns text
language sql stable
return format(
  '{"outcome":"applied","paymentId":%s,"status":"%s","version":2,"feeMinor":"%s","recordedAt":"%s"%s',
  command -> 'paymentId', status, fee, moment, ending
);
