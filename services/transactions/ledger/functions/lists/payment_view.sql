-- A payment as the API shows it; null when the ledger does not have it.
create or replace function pay.payment_view(wanted text) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (select pay.view_of(payments) from pay.payments where payment_id = wanted);

grant execute on function pay.payment_view(text) to pay_reader;
