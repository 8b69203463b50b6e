-- Minute up to which the journal has forgotten.
create or replace function pay.forgotten() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (select jsonb_build_object('upTo', pay.time_text(up_to)) from pay.watermarks where name = 'forgotten');

grant execute on function pay.forgotten() to pay_maintenance;
