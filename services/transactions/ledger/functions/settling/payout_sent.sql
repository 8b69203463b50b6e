-- Remembers that the bank has the order of a payout. Safe to repeat.
create or replace function pay.payout_sent(epoch bigint, wanted text) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.payouts set sent_at = now() where payout_id = wanted and sent_at is null;
  return jsonb_build_object('outcome', 'sent');
end
$body$;

grant execute on function pay.payout_sent(bigint, text) to pay_writer;
