-- What a command of this type can take of a payment: its whole amount while it is held for review. A payment has one open dispute at a
-- time, which is decided as a whole.
create or replace function pay.available_of(payment pay.payments, command_type text) returns bigint
language sql immutable parallel safe
return case
  when command_type = 'RefundPayment' or command_type = 'OpenDispute' and payment.disputed_minor = 0
    then payment.captured_minor - payment.refunded_minor - payment.disputed_minor - payment.charged_back_minor
  when command_type = 'OpenDispute' then 0
  when command_type in ('SubmitEvidence', 'WinDispute', 'LoseDispute') then payment.disputed_minor
  when command_type in ('ApprovePayment', 'RejectPayment', 'ExpirePayment') and payment.status = 'review' then payment.amount_minor
  when command_type in ('ApprovePayment', 'RejectPayment') then 0
  else payment.held_minor
end;
