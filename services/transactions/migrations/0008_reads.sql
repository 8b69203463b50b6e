-- Why: what others may ask the ledger, without seeing a table.
set local role pay_owner;

-- A payment as the API shows it; null when the ledger does not have it.
create function pay.payment_view(wanted text) returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (
  select jsonb_strip_nulls(jsonb_build_object(
    'id', payment_id, 'status', status, 'merchant_id', merchant_id, 'amount_minor', amount_minor::text,
    'currency', currency, 'reference', reference, 'reason', reason, 'version', version,
    'created_at', to_char(accepted_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'updated_at', to_char(updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  ))
  from pay.payments where payment_id = wanted
);

-- Those of the commands (a JSON array of ids) that were never applied.
create function pay.missing_commands(wanted jsonb) returns setof text
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select id from jsonb_array_elements_text(wanted) as id
  where not exists (select from pay.operations where command_id = id::uuid);
end;

-- Answers when the ledger can be read and written to, with the open epoch.
create function pay.probe() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (select jsonb_build_object('epoch', epoch, 'writable', not pg_is_in_recovery()) from pay.fence);

grant execute on function pay.payment_view(text) to pay_app;
grant execute on function pay.missing_commands(jsonb) to pay_app;
grant execute on function pay.probe() to pay_app;
