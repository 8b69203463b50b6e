-- Adds what a person has decided to the audit log, once for a command.
create or replace function pay.record_audit(
  epoch bigint, origin_region text, command jsonb, was jsonb, became jsonb, decided_at text, is_effective boolean
) returns void
language plpgsql volatile as $body$
#variable_conflict use_variable
begin
  insert into pay.audit_log (
    command_id, merchant_id, action, payment_id, acted_by, reason, was, became, is_effective, epoch, origin_region, decided_at
  ) values (
    (command ->> 'commandId')::uuid, command ->> 'merchantId', command ->> 'type', command ->> 'paymentId', command ->> 'by',
    command ->> 'why', was, became, is_effective, epoch, origin_region, decided_at::timestamptz
  ) on conflict do nothing;
end
$body$;
