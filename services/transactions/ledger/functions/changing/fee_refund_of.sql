-- What goes back of the fee with a refund, by the payment's terms: of all refunds together, less what went back before, rounded
-- down. The same for one refund as for many.
create or replace function pay.fee_refund_of(payment pay.payments, refunded_minor bigint, basis_points int) returns bigint
language sql immutable parallel safe
return case
  when basis_points = 0 or refunded_minor = 0 then 0
  else greatest(0, div(
    payment.fee_minor::numeric * (payment.refunded_minor + refunded_minor) * basis_points, payment.captured_minor::numeric * 10000
  )::bigint - payment.fee_refunded_minor)
end;
