-- Forgets answers that were given before a time, oldest first and at most so many: of those that are archived, and that no
-- recovery compares with the journal any more. Returns the number.
create or replace function pay.forget_answers(epoch bigint, given_before timestamptz, batch_max int) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  archived_before xid8 := pay.archived_before();
  forgotten bigint;
begin
  if refusal is not null then
    return refusal;
  end if;
  if given_before > (select up_to from pay.watermarks where name = 'journal') then
    raise exception 'answers may be forgotten up to the watermark of the journal, got %', given_before;
  end if;
  -- The oldest alone are looked at, whether they may go or not: nothing younger may go before them.
  with oldest as (
    select command_id, recorded_at from pay.inbox
    where transaction_id < archived_before
    order by transaction_id, command_id
    limit batch_max
  ), gone as (
    delete from pay.inbox using oldest
    where inbox.command_id = oldest.command_id and oldest.recorded_at < given_before
    returning 1
  )
  select count(*) into forgotten from gone;
  return jsonb_build_object('outcome', 'forgotten', 'answers', forgotten);
end
$body$;

grant execute on function pay.forget_answers(bigint, timestamptz, int) to pay_maintenance;
