-- Why: who may do what is decided before there is anything to do it to.
--
-- pay_owner owns every table and function and logs in nowhere. pay_app may execute functions and do nothing else: the
-- functions run with their owner's rights (security definer), so what a function does not offer cannot be done, and the
-- history is append-only by privilege. pay_auditor reads everything and changes nothing.
--
-- pgcrypto gives SHA-1 for name-based UUIDs; Aurora has it, and it is a trusted extension.

do $roles$
declare
  wanted text;
begin
  -- Roles belong to the whole cluster, migrations to one database: another database may have made them.
  foreach wanted in array array['pay_owner', 'pay_app', 'pay_auditor'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
  end loop;
end
$roles$;

grant pay_owner to current_user;

create schema pay authorization pay_owner;
create extension pgcrypto with schema pay;

grant usage on schema pay to pay_app, pay_auditor;

-- PostgreSQL lets everybody execute a new function; here each one is granted by name.
alter default privileges for role pay_owner revoke execute on functions from public;
alter default privileges for role pay_owner in schema pay grant select on tables to pay_auditor;
