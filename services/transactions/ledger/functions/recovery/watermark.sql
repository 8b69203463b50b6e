-- Every command accepted before this is in the ledger.
create or replace function pay.watermark() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (
  select jsonb_build_object('upTo', to_char(up_to at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from pay.watermarks where name = 'journal'
);

grant execute on function pay.watermark() to pay_reader, pay_recovery, pay_maintenance;
