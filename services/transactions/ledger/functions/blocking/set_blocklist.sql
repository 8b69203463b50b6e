-- Puts an entry on the blocklist or takes it off, once for a command; a repeat gets the first answer. 'recorded' is the outcome that was
-- answered in the lost region; where a later change of the entry has been answered here, that one stands.
create or replace function pay.set_blocklist(epoch bigint, origin_region text, command jsonb, recorded jsonb) returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  wanted_command uuid := command ->> 'commandId';
  wanted text := command ->> 'entry';
  stored pay.inbox;
  known pay.blocklist;
  answer jsonb;
  was jsonb;
  is_effective boolean;
begin
  -- One change at a time: a new entry has no row to lock.
  lock table pay.blocklist in share row exclusive mode;
  select * into stored from pay.inbox where inbox.command_id = wanted_command;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint') - 'events';
  end if;
  if exists (select from pay.audit_log where audit_log.command_id = wanted_command) then
    -- Done so long ago that its answer is forgotten.
    return jsonb_build_object('outcome', 'key_reused');
  end if;
  select * into known from pay.blocklist where entry = wanted;
  was := jsonb_build_object('entry', wanted, 'is_blocked', coalesce(known.is_blocked, false), 'version', coalesce(known.version, 0));
  answer := coalesce(recorded, jsonb_build_object(
    'outcome', 'blocklist_changed', 'entry', wanted, 'isBlocked', command -> 'isBlocked', 'version', coalesce(known.version, 0) + 1,
    'recordedAt', pay.time_text(clock_timestamp())
  ));
  is_effective := (answer ->> 'version')::int > coalesce(known.version, 0);
  if is_effective then
    insert into pay.blocklist (entry, is_blocked, version, acted_by, reason, decided_at)
    values (
      wanted, (answer ->> 'isBlocked')::boolean, (answer ->> 'version')::int, command ->> 'by', command ->> 'why',
      (answer ->> 'recordedAt')::timestamptz
    )
    on conflict (entry) do update set is_blocked = excluded.is_blocked, version = excluded.version, acted_by = excluded.acted_by,
      reason = excluded.reason, decided_at = excluded.decided_at;
  end if;
  perform pay.record_audit(
    epoch, origin_region, command, was,
    jsonb_build_object('entry', wanted, 'is_blocked', answer -> 'isBlocked', 'version', answer -> 'version'),
    answer ->> 'recordedAt', is_effective
  );
  insert into pay.inbox (command_id, answer, fingerprint) values (wanted_command, answer, command ->> 'fingerprint');
  return answer || jsonb_build_object('replayed', false);
end
$body$;
