-- Why: a dispute moves money by an operator's hand as well, so that it is known for ever who has opened or closed it.
set local role pay_owner;

alter table pay.audit_log drop constraint audit_log_action_is_known;
alter table pay.audit_log add constraint audit_log_action_is_known check (action in (
  'ChangeTerms', 'ChangeBlocklist', 'ApprovePayment', 'RejectPayment', 'OpenDispute', 'WinDispute', 'LoseDispute'
));
