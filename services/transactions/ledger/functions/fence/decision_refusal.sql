-- Null when something new may be decided under the epoch: it is open, and what was answered before it is back. Else why not.
create or replace function pay.decision_refusal(claimed bigint) returns jsonb
language plpgsql volatile as $body$
declare
  refusal jsonb := pay.fence_refusal(claimed);
  recovered bigint;
begin
  if refusal is not null then
    return refusal;
  end if;
  select recovered_epoch into strict recovered from pay.fence;
  if recovered < claimed then
    return jsonb_build_object('outcome', 'epoch_not_recovered', 'epoch', recovered);
  end if;
  return null;
end
$body$;
