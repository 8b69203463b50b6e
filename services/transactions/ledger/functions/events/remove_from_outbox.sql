-- Removes entries that the bus has accepted (a JSON array of seq); returns the number that were still there.
create or replace function pay.remove_from_outbox(accepted jsonb) returns jsonb
language sql volatile security definer set search_path = pay, pg_temp
begin atomic
  with removed as (
    delete from pay.outbox where seq in (select entry::bigint from jsonb_array_elements_text(accepted) as entry)
    returning seq
  )
  select jsonb_build_object('removed', count(*)) from removed;
end;

grant execute on function pay.remove_from_outbox(jsonb) to pay_writer;
