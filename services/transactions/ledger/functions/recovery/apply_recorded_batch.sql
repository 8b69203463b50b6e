-- Applies journaled commands ([{command, outcome?}]) in their order: with the outcome that was answered, and payments without one
-- by the rules. The answers come in the same order, without events: the relay announces from the outbox. One that fails answers
-- {outcome: 'failed', code, message} and undoes nothing of the others.
create or replace function pay.apply_recorded_batch(epoch bigint, origin_region text, entries jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  entry jsonb;
  answer jsonb;
  answers jsonb[] := '{}';
  code text;
  message text;
begin
  if refusal is not null then
    return (select coalesce(jsonb_agg(refusal), '[]') from jsonb_array_elements(entries));
  end if;
  begin
    -- The usual case after a failover: payments that were accepted and not booked.
    if not exists (select from jsonb_array_elements(entries) as entry where entry ? 'outcome') then
      return (
        select coalesce(jsonb_agg(pay.recorded_answer(answer) order by place), '[]')
        from jsonb_array_elements(pay.apply_batch(
          epoch, origin_region, (select jsonb_agg(entry -> 'command') from jsonb_array_elements(entries) as entry), 'recovery'
        )::jsonb) with ordinality as applied (answer, place)
      );
    end if;
  exception when data_exception or integrity_constraint_violation or raise_exception then
    -- One of them fails: each is applied alone below.
  end;
  for entry in select value from jsonb_array_elements(entries) loop
    begin
      answer := pay.recorded_answer(case
        when entry ? 'outcome' then pay.apply_recorded(epoch, origin_region, entry -> 'command', entry -> 'outcome')::jsonb
        else pay.apply(epoch, origin_region, entry -> 'command', 'recovery')::jsonb
      end);
    exception when data_exception or integrity_constraint_violation or raise_exception then
      get stacked diagnostics code = returned_sqlstate, message = message_text;
      answer := jsonb_build_object('outcome', 'failed', 'code', code, 'message', left(message, 200));
    end;
    answers := answers || answer;
  end loop;
  return to_jsonb(answers);
end
$body$;

grant execute on function pay.apply_recorded_batch(bigint, text, jsonb) to pay_app;
