-- Applies journaled commands ([{command, outcome?}]) in their order: with the outcome that was answered, and payments without one
-- by the rules. The answers come in the same order, a row each, without events: the relay announces from the outbox. One that fails
-- answers {outcome: 'failed', code, message} and undoes nothing of the others.
create or replace function pay.apply_recorded_batch(epoch bigint, origin_region text, entries jsonb) returns setof jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp set plan_cache_mode = force_generic_plan as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  next_entry jsonb;
  answer jsonb;
  answers jsonb;
  code text;
  message text;
begin
  if refusal is not null then
    return query select refusal from jsonb_array_elements(entries);
    return;
  end if;
  begin
    answers := pay.book_recorded(epoch, origin_region, entries);
    return query select value from jsonb_array_elements(answers);
    return;
  exception when data_exception or integrity_constraint_violation or plpgsql_error or feature_not_supported then
    -- They are not all payments, or one of them fails: each is applied alone below.
  end;
  for next_entry in select value from jsonb_array_elements(entries) loop
    begin
      answer := pay.recorded_answer(case
        when next_entry ? 'outcome'
          then pay.apply_recorded(epoch, origin_region, next_entry -> 'command', next_entry -> 'outcome')::jsonb
        else pay.apply(epoch, origin_region, next_entry -> 'command', 'recovery')::jsonb
      end);
    exception when data_exception or integrity_constraint_violation or plpgsql_error then
      get stacked diagnostics code = returned_sqlstate, message = message_text;
      answer := jsonb_build_object('outcome', 'failed', 'code', code, 'message', left(message, 200));
    end;
    return next answer;
  end loop;
end
$body$;

grant execute on function pay.apply_recorded_batch(bigint, text, jsonb) to pay_writer, pay_recovery;
