-- Name of the operation that a command asks for, by whether it leaves a rest and how the payment is taken; null when the
-- command changes no payment.
create or replace function pay.operation_of(command_type text, leaves_rest boolean, capture text) returns text
language sql immutable parallel safe
return case command_type
  when 'CapturePayment' then case when leaves_rest then 'partial_capture' else 'capture' end
  when 'RefundPayment' then case when leaves_rest then 'partial_refund' else 'refund' end
  when 'VoidPayment' then 'void'
  when 'ExpirePayment' then 'expire'
  when 'ApprovePayment' then case capture when 'manual' then 'approve_authorize' else 'approve_capture' end
  when 'RejectPayment' then 'reject'
  when 'OpenDispute' then 'open_dispute'
  when 'SubmitEvidence' then 'submit_evidence'
  when 'WinDispute' then 'win_dispute'
  when 'LoseDispute' then 'lose_dispute'
end;
