-- Why: a recovery must know how far back the journal can hold what the ledger lacks.
--
-- The watermark says that every command accepted before it is in the ledger. It is a row of the ledger, so it reaches
-- the replica behind the commits it vouches for: on a promoted ledger it is still true.
set local role pay_owner;

create table pay.watermarks (
  name text primary key,
  up_to timestamptz not null,
  advanced_at timestamptz not null default now()
);
insert into pay.watermarks (name, up_to) values ('journal', date_trunc('minute', now()));

create function pay.watermark() returns jsonb
language sql stable security definer set search_path = pay, pg_temp
return (
  select jsonb_build_object('upTo', to_char(up_to at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from pay.watermarks where name = 'journal'
);

-- Moves the watermark forward, never back. Fenced: a former writer may not vouch for anything.
create function pay.advance_watermark(epoch bigint, to_time timestamptz) returns jsonb
language plpgsql volatile security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_variable
declare
  refusal jsonb := pay.fence_refusal(epoch);
begin
  if refusal is not null then
    return refusal;
  end if;
  update pay.watermarks set up_to = to_time, advanced_at = now() where name = 'journal' and up_to < to_time;
  return jsonb_build_object('outcome', 'advanced');
end
$body$;

grant execute on function pay.watermark() to pay_app;
grant execute on function pay.advance_watermark(bigint, timestamptz) to pay_app;
