-- Why: the functions that bring a database to a bundle of this folder. One statement, run before everything else at each
-- deployment.
--
-- A bundle travels as a parameter and not as statements: the Data API takes one statement per call, at most 64 KiB of it, and
-- reads a colon before a word as a parameter wherever it stands, also here. The lock makes a second deployment wait and then
-- find the work done.
do $migrator$
begin
  perform pg_advisory_xact_lock(7210000);
  create schema if not exists pay_migrations;

  -- Files of tables/ that were applied; they only go forward.
  create table if not exists pay_migrations.applied (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  );

  -- The bundle that the functions are from.
  create table if not exists pay_migrations.current_bundle (
    only_row boolean primary key default true check (only_row),
    digest text not null,
    applied_at timestamptz not null default now()
  );

  -- Names of the functions and views of schema pay that bundles define. Others (of pgcrypto, of tables/) are left alone.
  create table if not exists pay_migrations.defined (name text primary key);

  -- What the bundle no longer has and statements that began before the change may still call.
  create table if not exists pay_migrations.retired (object text primary key);

  -- Each object that a bundle has defined, with the version of its row in the catalog.
  create or replace view pay_migrations.objects as
  select defined.name, format('function %s', cast(pg_proc.oid as regprocedure)) as object, pg_proc.oid, cast(pg_proc.xmin as text) as changed_by
  from pg_proc join pay_migrations.defined on defined.name = proname where pronamespace = to_regnamespace('pay')
  union all
  select defined.name, format('view %s', cast(pg_class.oid as regclass)), pg_class.oid, cast(pg_rewrite.xmin as text)
  from pg_class join pay_migrations.defined on defined.name = relname join pg_rewrite on ev_class = pg_class.oid
  where relnamespace = to_regnamespace('pay') and relkind = 'v';

  -- Number of objects that no change of a function may take away.
  create or replace function pay_migrations.fixed_objects() returns bigint
  language sql stable as $fixed_objects$
    select (select count(*) from pg_class where relnamespace = to_regnamespace('pay') and relkind in ('r', 'i', 'S'))
      + (select count(*) from pg_constraint where connamespace = to_regnamespace('pay'))
      + (select count(*) from pg_attrdef join pg_class on pg_class.oid = adrelid where relnamespace = to_regnamespace('pay'))
      + (select count(*) from pg_trigger join pg_class on pg_class.oid = tgrelid where relnamespace = to_regnamespace('pay'));
  $fixed_objects$;

  -- Defines a function or view. One whose result or columns have changed can't be replaced: it is dropped first, with what
  -- depends on it, which comes later in the bundle and is defined again. A table, constraint or index is never dropped with it.
  create or replace function pay_migrations.define(wanted text, body text) returns void
  language plpgsql volatile as $define$
  declare
    doomed text;
    fixed_before bigint;
  begin
    begin
      perform set_config('role', 'pay_owner', true);
      execute body;
      perform set_config('role', 'none', true);
      return;
    exception when invalid_function_definition or invalid_table_definition then
      null; -- This also takes back the role.
    end;
    fixed_before := pay_migrations.fixed_objects();
    for doomed in select object from pay_migrations.objects where name = wanted loop
      execute format('drop %s cascade', doomed);
    end loop;
    if pay_migrations.fixed_objects() <> fixed_before then
      raise exception 'a table, constraint, index or default uses pay.%, whose result changes; define it in tables/', wanted;
    end if;
    perform set_config('role', 'pay_owner', true);
    execute body;
    perform set_config('role', 'none', true);
  end
  $define$;

  -- Applies the tables that are pending, then defines all functions if the bundle's digest is not the applied one; in this one
  -- transaction. Safe to repeat, and safe while payments are booked: it waits for the bookings in flight and lets the next ones
  -- wait (they ask the fence first), so that no booking finds half of the change. A statement that waits is inside a function
  -- of the former bundle already and may call what the bundle no longer has: that stays until pay_migrations.drop_retired.
  create or replace function pay_migrations.apply_bundle(wanted jsonb) returns jsonb
  language plpgsql volatile as $apply_bundle$
  #variable_conflict use_variable
  declare
    file jsonb;
    known text;
    applied text[] := '{}';
    unchanged text[];
  begin
    if to_regprocedure('pay.fence_key()') is not null then
      execute 'select pg_advisory_xact_lock(pay.fence_key())';
    end if;
    for file in select value from jsonb_array_elements(wanted -> 'tables') loop
      select checksum into known from pay_migrations.applied where name = file ->> 'name';
      if found then
        if known <> md5(file ->> 'sql') then
          raise exception '% has changed since it was applied; tables only go forward, add a new file', file ->> 'name';
        end if;
        continue;
      end if;
      execute file ->> 'sql';
      -- A file may act as the owner of what it makes; remembering it is not the owner's business.
      perform set_config('role', 'none', true);
      insert into pay_migrations.applied (name, checksum) values (file ->> 'name', md5(file ->> 'sql'));
      applied := applied || (file ->> 'name');
    end loop;

    insert into pay_migrations.defined (name)
    select value ->> 'name' from jsonb_array_elements(wanted -> 'functions') on conflict do nothing;
    unchanged := array(select concat_ws(' ', object, oid, changed_by) from pay_migrations.objects);
    for file in select value from jsonb_array_elements(wanted -> 'functions') loop
      perform pay_migrations.define(file ->> 'name', file ->> 'sql');
    end loop;
    delete from pay_migrations.retired;
    insert into pay_migrations.retired (object)
    select object from pay_migrations.objects where concat_ws(' ', object, oid, changed_by) = any (unchanged);
    insert into pay_migrations.current_bundle (digest) values (wanted ->> 'digest')
    on conflict (only_row) do update set digest = excluded.digest, applied_at = now();
    return jsonb_build_object('outcome', 'applied', 'tables', to_jsonb(applied));
  end
  $apply_bundle$;

  -- Brings the ledger to a bundle, unless it is there. 'busy' has changed nothing: a lock was held for too long, and bookings
  -- must not wait behind this.
  create or replace function pay_migrations.migrate(wanted jsonb) returns jsonb
  language plpgsql volatile as $migrate$
  begin
    perform pg_advisory_xact_lock(7210000);
    if exists (select from pay_migrations.current_bundle where digest = wanted ->> 'digest') then
      return jsonb_build_object('outcome', 'known');
    end if;
    perform set_config('lock_timeout', '2s', true);
    return pay_migrations.apply_bundle(wanted);
  exception when lock_not_available then
    return jsonb_build_object('outcome', 'busy');
  end
  $migrate$;

  -- Drops what the bundle no longer has, once every transaction has ended that runs now: those that begin later find the new
  -- functions. 'in_use' when they have not ended in time: the next call tries again.
  create or replace function pay_migrations.drop_retired(wait_ms_max bigint) returns jsonb
  language plpgsql volatile as $drop_retired$
  declare
    running text[];
    doomed text[];
    object text;
    is_stuck boolean;
    deadline timestamptz := clock_timestamp() + wait_ms_max * interval '1 millisecond';
  begin
    perform pg_advisory_xact_lock(7210000);
    doomed := array(select retired.object from pay_migrations.retired);
    running := array(
      select virtualtransaction from pg_locks join pg_stat_activity using (pid)
      where locktype = 'virtualxid' and granted and pid <> pg_backend_pid() and usesysid is not null
        and datid = (select oid from pg_database where datname = current_database())
    );
    while doomed <> '{}' and exists (
      select from pg_locks where locktype = 'virtualxid' and granted and virtualtransaction = any (running)
    ) loop
      if clock_timestamp() > deadline then
        return jsonb_build_object('outcome', 'in_use');
      end if;
      perform pg_sleep(0.01);
    end loop;
    -- One may use another.
    while doomed <> '{}' loop
      is_stuck := true;
      foreach object in array doomed loop
        begin
          execute format('drop %s', object);
          doomed := array_remove(doomed, object);
          is_stuck := false;
        exception when dependent_objects_still_exist then
          null;
        end;
      end loop;
      if is_stuck then
        raise exception '% is still used', array_to_string(doomed, ', ');
      end if;
    end loop;
    delete from pay_migrations.retired;
    return jsonb_build_object('outcome', 'dropped');
  end
  $drop_retired$;

  -- A function logs in as a user that is a member of one of the roles reader, writer, recovery or maintenance and of nothing
  -- else, so that a function that is taken over can do what its duty needs and no more. The owner's credentials stay with
  -- migrations. The password arrives as a SCRAM verifier, made where the secret is read: neither this database nor its log
  -- sees it.
  --
  -- Settings belong to the user that logs in: a role gives them to no member. A statement ends when its caller has given up
  -- (the Data API does after 45 s), and a transaction that does nothing holds the fence against nobody for long.
  create or replace function pay_migrations.give_login(login text, verifier text, duty text) returns text
  language plpgsql volatile as $give_login$
  declare
    statement_max text := case duty
      when 'reader' then '10s' when 'writer' then '15s' when 'recovery' then '45s' when 'maintenance' then '45s'
    end;
  begin
    perform pg_advisory_xact_lock(7210000);
    if verifier not like 'SCRAM-SHA-256$%' then
      raise exception 'the password of % must come as a SCRAM-SHA-256 verifier', login;
    end if;
    if statement_max is null then
      raise exception 'the duty of % must be reader, writer, recovery or maintenance, got %', login, duty;
    end if;
    if not exists (select from pg_roles where rolname = login) then
      execute format('create role %I login', login);
    end if;
    execute format('alter role %I password %L', login, verifier);
    execute format('alter role %I set statement_timeout = %L', login, statement_max);
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', login, '15s');
    execute format('grant %I to %I', 'pay_' || duty, login);
    return '"given"';
  end
  $give_login$;
  revoke execute on function pay_migrations.give_login(text, text, text) from public;
end
$migrator$
