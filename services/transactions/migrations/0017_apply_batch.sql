-- Why: the queue delivers payments in batches, and one statement for a batch costs a round trip, a fence and a commit for
-- all of them instead of for each.
--
-- Payments only: they lock nothing that another transaction could hold, apart from their own first rows.
set local role pay_owner;

-- Books payments (a JSON array of CreatePayment commands); the answers come in the order of the commands. An exception
-- books none of them: the caller then finds the broken one by applying each alone.
create function pay.apply_batch(epoch bigint, origin_region text, commands jsonb, applied_by text default 'consumer')
returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
  answers jsonb := '{}';
  stored pay.inbox;
  command jsonb;
  place text;
  strangers jsonb;
begin
  if refusal is not null then
    return (select jsonb_agg(refusal) from jsonb_array_elements(commands));
  end if;
  -- All accounts at once, and payments by their ids: batches that hold the same ones never wait for each other crosswise.
  select jsonb_agg(entry) into strangers from jsonb_array_elements(commands) as entry
  where not exists (
    select from pay.accounts
    where account_id = 'merchant/' || (entry ->> 'merchantId') || '/payable/' || (entry ->> 'currency')
  );
  if strangers is not null then
    perform pay.open_accounts_of(strangers);
  end if;
  for place, command in
    select at::text, entry from jsonb_array_elements(commands) with ordinality as entries (entry, at)
    order by entry ->> 'commandId', at
  loop
    if command ->> 'type' is distinct from 'CreatePayment' then
      raise exception 'a batch takes CreatePayment only, got %', command ->> 'type';
    end if;
    select * into stored from pay.inbox where inbox.command_id = (command ->> 'commandId')::uuid;
    answers := answers || jsonb_build_object(place, case
      when found then pay.stored_answer(stored, command ->> 'fingerprint')
      else pay.create_payment(epoch, origin_region, applied_by, command)
    end);
  end loop;
  return (select coalesce(jsonb_agg(value order by key::int), '[]') from jsonb_each(answers));
end
$body$;

grant execute on function pay.apply_batch(bigint, text, jsonb, text) to pay_app;
