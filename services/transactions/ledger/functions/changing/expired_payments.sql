-- A page of the authorizations and reviews whose time is over, longest overdue first, after a place.
create or replace function pay.expired_payments(after_time timestamptz, after_payment text, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object('paymentId', payment_id, 'merchantId', merchant_id, 'expiresAt', pay.time_text(expires_at))
  from pay.payments
  where (held_minor > 0 or status = 'review') and expires_at <= now() and (expires_at, payment_id) > (after_time, after_payment)
  order by expires_at, payment_id
  limit batch_max;
end;

grant execute on function pay.expired_payments(timestamptz, text, int) to pay_writer;
