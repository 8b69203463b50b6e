-- Counts a failed try of a journaled command {commandId, paymentId?, merchantId?, acceptedAt?, reason}, and sets it aside once
-- it has failed so often. Fenced: only the active region's tries count.
create or replace function pay.count_failure(epoch bigint, failure jsonb, tries_max int) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  counted pay.set_aside;
begin
  if refusal is not null then
    return refusal;
  end if;
  insert into pay.set_aside as known (command_id, payment_id, merchant_id, accepted_at, reason, tries, set_aside_at)
  values (
    failure ->> 'commandId', failure ->> 'paymentId', failure ->> 'merchantId', (failure ->> 'acceptedAt')::timestamptz,
    left(failure ->> 'reason', 500), 1, case when tries_max <= 1 then now() end
  )
  on conflict (command_id) do update set
    reason = excluded.reason,
    tries = known.tries + 1,
    last_tried_at = now(),
    set_aside_at = coalesce(known.set_aside_at, case when known.tries + 1 >= tries_max then now() end)
  returning known.* into counted;
  return jsonb_build_object('outcome', 'counted', 'tries', counted.tries, 'setAside', counted.set_aside_at is not null);
end
$body$;

grant execute on function pay.count_failure(bigint, jsonb, int) to pay_recovery;
