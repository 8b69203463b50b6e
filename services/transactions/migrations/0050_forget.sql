-- Why: answers are kept for three days and not for ever. What was done stays: an operation names its command, so that a key
-- whose answer is forgotten is still known to be spent.
set local role pay_owner;

-- A command whose answer is forgotten is not missing: what it did is there. One that was refused did nothing, and is in no
-- slot of the journal any more when its answer is forgotten.
create or replace function pay.missing_commands(wanted jsonb) returns setof text
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select id from jsonb_array_elements_text(wanted) as id
  where not exists (select from pay.inbox where command_id = id::uuid)
    and not exists (select from pay.operations where command_id = id::uuid);
end;

-- Minute up to which the journal has forgotten; it begins with the first payment.
insert into pay.watermarks (name, up_to)
select 'forgotten', date_trunc('minute', coalesce(min(accepted_at), now())) from pay.payments;

create function pay.forgotten() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (select jsonb_build_object('upTo', pay.time_text(up_to)) from pay.watermarks where name = 'forgotten');

-- Moves it forward, never back, and never to what a recovery may still read. Fenced, as the watermark is.
create function pay.advance_forgotten(epoch bigint, to_time timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.watermarks set up_to = to_time, advanced_at = now()
  where name = 'forgotten' and up_to < to_time
    and to_time <= (select up_to from pay.watermarks where name = 'journal');
  return jsonb_build_object('outcome', 'advanced');
end
$body$;

-- Forgets answers that were given before a time, oldest first and at most so many: of those that are archived, and that no
-- recovery compares with the journal any more. Answers how many.
create function pay.forget_answers(epoch bigint, given_before timestamptz, batch_max int) returns jsonb
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

grant execute on function pay.forgotten() to pay_app;
grant execute on function pay.advance_forgotten(bigint, timestamptz) to pay_app;
grant execute on function pay.forget_answers(bigint, timestamptz, int) to pay_app;
