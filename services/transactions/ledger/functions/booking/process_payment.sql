-- Books a payment for the answer of its request. A refusal by the merchant's terms is an answer, remembered under its key, and
-- leaves nothing in the books; a payment from the queue was accepted before, and is booked as rejected.
create or replace function pay.process_payment(epoch bigint, origin_region text, command jsonb) returns text
language plpgsql volatile security definer set search_path = pay, pg_temp set plan_cache_mode = force_generic_plan as $body$
#variable_conflict use_variable
declare
  fenced jsonb := pay.fence_refusal(epoch);
  stored pay.inbox;
  reason text;
begin
  if fenced is not null then
    return fenced;
  end if;
  select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint');
  end if;
  reason := pay.refusal_by_terms(
    (command ->> 'amountMinor')::bigint, command ->> 'currency', pay.terms_of(command ->> 'merchantId')
  );
  if reason is not null then
    return pay.remember_answer(command, jsonb_build_object(
      'outcome', 'declined', 'paymentId', command ->> 'paymentId', 'reason', reason,
      'recordedAt', pay.time_text(clock_timestamp())
    ));
  end if;
  return pay.apply(epoch, origin_region, command, 'request');
end
$body$;

grant execute on function pay.process_payment(bigint, text, jsonb) to pay_writer;
