-- Why: functions log in as a user that is a member of pay_app and of nothing else, so that a function that is taken over
-- can do what handlers do and no more. The owner's credentials stay with migrations.
--
-- The password arrives as a SCRAM verifier, made where the secret is read: neither this database nor its log sees it.
create function pay_migrations.give_login(login text, verifier text) returns text
language plpgsql volatile as $give$
begin
  perform pg_advisory_xact_lock(7210000);
  if verifier not like 'SCRAM-SHA-256$%' then
    raise exception 'the password of % must come as a SCRAM-SHA-256 verifier', login;
  end if;
  if not exists (select from pg_roles where rolname = login) then
    execute format('create role %I login', login);
  end if;
  execute format('alter role %I password %L', login, verifier);
  execute format('grant pay_app to %I', login);
  return '"given"';
end
$give$;

revoke execute on function pay_migrations.give_login(text, text) from public;
