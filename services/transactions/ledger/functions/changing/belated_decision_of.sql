-- How a review's decision is carried out that was answered in the lost region and is decided here already, as the type of a
-- command; null when there is nothing to do. The answer of the lost region came first, and stands.
create or replace function pay.belated_decision_of(payment pay.payments, command_type text) returns text
language sql stable
return case
  -- What was approved here as well is a void, as far as it is still held; what is captured goes back from suspense.
  when command_type = 'RejectPayment' and payment.held_minor + payment.captured_minor > payment.refunded_minor then 'VoidPayment'
  -- A rejection or an expiry has moved nothing, so that the approval finds all that it needs.
  when command_type = 'ApprovePayment' and not exists (
    select from pay.operations
    where operations.payment_id = payment.payment_id and operation in ('approve_authorize', 'approve_capture')
  ) then 'ApprovePayment'
end;
