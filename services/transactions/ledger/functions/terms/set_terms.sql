-- Gives a merchant other terms, for payments that are booked from now on: those that are booked have theirs pinned. Once for a command; a
-- repeat gets the first answer. 'recorded' is the outcome that was answered in the lost region: it is not decided again, and where a
-- later change of these terms has been answered here, that one stands.
create or replace function pay.set_terms(epoch bigint, origin_region text, command jsonb, recorded jsonb) returns jsonb
language plpgsql volatile as $body$
#variable_conflict use_variable
declare
  wanted_command uuid := command ->> 'commandId';
  merchant text := command ->> 'merchantId';
  stored pay.inbox;
  terms pay.merchant_terms;
  known int;
  was jsonb;
  answer jsonb;
  is_effective boolean;
begin
  -- One change at a time: a merchant without terms of its own has no row to lock. Whoever books only reads, and waits for nobody.
  lock table pay.merchant_terms in share row exclusive mode;
  select * into stored from pay.inbox where inbox.command_id = wanted_command;
  if found then
    return pay.stored_answer(stored, command ->> 'fingerprint') - 'events';
  end if;
  if exists (select from pay.audit_log where audit_log.command_id = wanted_command) then
    -- Done so long ago that its answer is forgotten.
    return jsonb_build_object('outcome', 'key_reused');
  end if;
  terms := pay.terms_of(merchant);
  known := case when terms.merchant_id = merchant then terms.version else 0 end;
  was := pay.terms_as_json(terms) || jsonb_build_object('version', known);
  if recorded is null and (command ->> 'expectedVersion')::int <> known then
    answer := jsonb_build_object(
      'outcome', 'terms_refused', 'code', 'version_mismatch', 'merchantId', merchant, 'version', known,
      'recordedAt', pay.time_text(clock_timestamp())
    );
    insert into pay.inbox (command_id, answer, fingerprint) values (wanted_command, answer, command ->> 'fingerprint');
    return answer || jsonb_build_object('replayed', false);
  end if;
  answer := coalesce(recorded, jsonb_build_object(
    'outcome', 'terms_changed', 'merchantId', merchant, 'version', known + 1, 'recordedAt', pay.time_text(clock_timestamp())
  ));
  is_effective := (answer ->> 'version')::int > known;
  terms := pay.terms_of_json(terms, merchant, (answer ->> 'version')::int, command -> 'terms');
  if is_effective then
    delete from pay.merchant_terms where merchant_terms.merchant_id = merchant;
    insert into pay.merchant_terms select (terms).*;
  end if;
  perform pay.record_audit(
    epoch, origin_region, command, was, pay.terms_as_json(terms) || jsonb_build_object('version', terms.version),
    answer ->> 'recordedAt', is_effective
  );
  insert into pay.inbox (command_id, answer, fingerprint) values (wanted_command, answer, command ->> 'fingerprint');
  return answer || jsonb_build_object('replayed', false);
end
$body$;
