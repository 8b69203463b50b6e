-- A page of the commands in doubt, by id; what was booked meanwhile is not in doubt any more.
create or replace function pay.list_set_aside(after text, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object(
    'commandId', command_id, 'paymentId', payment_id, 'merchantId', merchant_id, 'acceptedAt', pay.time_text(accepted_at),
    'reason', reason, 'tries', tries, 'setAsideAt', pay.time_text(set_aside_at)
  )
  from pay.set_aside
  where set_aside_at is not null and command_id > after
    and not exists (select from pay.inbox where inbox.command_id::text = set_aside.command_id)
    and not exists (select from pay.operations where operations.command_id::text = set_aside.command_id)
  order by command_id limit batch_max;
end;

grant execute on function pay.list_set_aside(text, int) to pay_recovery;
