-- Answers when the ledger can be read and written to, with the open epoch.
create or replace function pay.probe() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (select jsonb_build_object('epoch', epoch, 'writable', not pg_is_in_recovery()) from pay.fence);

grant execute on function pay.probe() to pay_app;
