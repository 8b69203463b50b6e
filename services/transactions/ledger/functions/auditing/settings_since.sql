-- Settings that were decided and recorded since a time, in that order, after a place {recordedAt, commandId} or from the start: what
-- validation has copies of.
create or replace function pay.settings_since(recorded_since timestamptz, after jsonb, batch_max int) returns setof jsonb
language sql stable security definer set search_path = pay, pg_temp
begin atomic
  select jsonb_build_object(
    'place', jsonb_build_object('recordedAt', pay.exact_time_text(recorded_at), 'commandId', command_id),
    'setting', case action
      when 'ChangeTerms' then jsonb_build_object('kind', 'terms', 'merchantId', merchant_id, 'terms', became - 'version')
      else jsonb_build_object('kind', 'blocklist', 'entry', became -> 'entry', 'isBlocked', became -> 'is_blocked')
    end || jsonb_build_object('epoch', epoch, 'version', became -> 'version')
  )
  from pay.audit_log
  where is_effective and action in ('ChangeTerms', 'ChangeBlocklist') and recorded_at >= recorded_since
    and (recorded_at, command_id) > (
      coalesce((after ->> 'recordedAt')::timestamptz, '-infinity'), coalesce((after ->> 'commandId')::uuid, '00000000-0000-0000-0000-000000000000')
    )
  order by recorded_at, command_id
  limit batch_max;
end;

grant execute on function pay.settings_since(timestamptz, jsonb, int) to pay_reader;
