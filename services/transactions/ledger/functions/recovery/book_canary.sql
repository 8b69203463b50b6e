-- Proves that this ledger takes writes under the epoch: books a canary, which moves nothing.
create or replace function pay.book_canary(epoch bigint, origin_region text) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  insert into pay.canaries (region, epoch, booked_at) values (origin_region, epoch, clock_timestamp())
  on conflict (region) do update set epoch = excluded.epoch, booked_at = excluded.booked_at;
  return jsonb_build_object('outcome', 'booked', 'bookedAt', pay.time_text(clock_timestamp()));
end
$body$;

grant execute on function pay.book_canary(bigint, text) to pay_writer;
