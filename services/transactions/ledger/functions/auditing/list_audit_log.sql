-- The audit log, what was recorded last first, as far as a filter {merchant, from, before} lets it pass (each may be absent; from is
-- within, before is not), after a cursor or from the start (''); null when the cursor is not one of ours.
create or replace function pay.list_audit_log(filter jsonb, cursor text, page_max int) returns jsonb
language plpgsql stable security definer set search_path = pay, pg_temp as $body$
#variable_conflict use_column
declare
  scope text := 'audit log ' || filter::text;
  place jsonb := case when cursor = '' then '["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"]' else pay.place_of(scope, cursor)::jsonb end;
  merchant text := filter ->> 'merchant';
  earliest timestamptz := coalesce((filter ->> 'from')::timestamptz, '-infinity');
  latest timestamptz := coalesce((filter ->> 'before')::timestamptz, 'infinity');
  found_rows jsonb;
begin
  if place is null then
    return null;
  end if;
  select coalesce(jsonb_agg(entry), '[]') into found_rows from (
    select jsonb_build_object('place', jsonb_build_array(recorded_at, command_id)::text, 'view', jsonb_strip_nulls(jsonb_build_object(
      'id', 'aud_' || replace(command_id::text, '-', ''), 'merchant_id', merchant_id, 'payment_id', payment_id,
      'action', case action
        when 'ChangeTerms' then 'change_terms' when 'ChangeBlocklist' then 'change_blocklist' when 'ApprovePayment' then 'approve_payment'
        when 'RejectPayment' then 'reject_payment' when 'OpenDispute' then 'open_dispute' when 'WinDispute' then 'win_dispute'
        when 'LoseDispute' then 'lose_dispute'
      end,
      'by', acted_by, 'reason', reason, 'was', was, 'became', became, 'is_effective', is_effective, 'epoch', epoch,
      'region', origin_region, 'decided_at', pay.time_text(decided_at), 'recorded_at', pay.time_text(recorded_at)
    ))) as entry
    from (
      -- Each branch has an index of its own.
      (
        select * from pay.audit_log
        where merchant_id = merchant and recorded_at >= earliest and recorded_at < latest
          and (recorded_at, command_id) < ((place ->> 0)::timestamptz, (place ->> 1)::uuid)
        order by recorded_at desc, command_id desc
        limit page_max + 1
      )
      union all
      (
        select * from pay.audit_log
        where merchant is null and recorded_at >= earliest and recorded_at < latest
          and (recorded_at, command_id) < ((place ->> 0)::timestamptz, (place ->> 1)::uuid)
        order by recorded_at desc, command_id desc
        limit page_max + 1
      )
    ) as entries
    order by recorded_at desc, command_id desc
  ) as listed;
  return pay.page_of(found_rows, page_max, scope);
end
$body$;

grant execute on function pay.list_audit_log(jsonb, text, int) to pay_reader;
