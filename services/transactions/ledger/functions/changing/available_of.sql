-- What a command of this type can take of a payment: its whole amount while it is held for review.
create or replace function pay.available_of(payment pay.payments, command_type text) returns bigint
language sql immutable parallel safe
return case
  when command_type = 'RefundPayment' then payment.captured_minor - payment.refunded_minor
  when command_type in ('ApprovePayment', 'RejectPayment', 'ExpirePayment') and payment.status = 'review' then payment.amount_minor
  when command_type in ('ApprovePayment', 'RejectPayment') then 0
  else payment.held_minor
end;
