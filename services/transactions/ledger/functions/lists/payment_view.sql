-- A merchant's payment as the API shows it; null when the ledger does not have it, or it is another merchant's.
create or replace function pay.payment_view(wanted text, merchant text) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (select pay.view_of(payments) from pay.payments where payment_id = wanted and merchant_id = merchant);

grant execute on function pay.payment_view(text, text) to pay_reader;
