-- Records that a payment was accepted, as version 1. validation announces the payments that it accepts; one that a request books is
-- accepted in this same transaction. The event is src/domain/accepted-event.ts in SQL; a test compares the two.
create or replace function pay.record_acceptance(epoch bigint, origin_region text, command jsonb) returns jsonb
language sql volatile
return pay.record_event(
  'payments.validation', 'PaymentAccepted', 1, command ->> 'acceptedAt', epoch, origin_region, command ->> 'commandId', command, command
);
