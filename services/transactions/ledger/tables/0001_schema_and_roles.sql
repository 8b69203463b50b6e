-- Why: privileges are settled before there is anything to protect.
--
-- pay_owner owns every table and function and never logs in. Functions of the service log in as members of one of four roles,
-- each of which may execute the functions that its duty needs and touch no table: pay_reader shows payments, pay_writer books and
-- changes them, pay_recovery brings the ledger to the journal, pay_maintenance checks, archives and forgets. Functions run with
-- their owner's rights (security definer), so what no function offers can't be done, and history is append-only by privilege.
-- pay_auditor reads everything and changes nothing.
--
-- pgcrypto gives SHA-1 for name-based UUIDs; Aurora has it, and it is a trusted extension.

do $roles$
declare
  wanted text;
begin
  -- Roles belong to the whole cluster, tables to one database: another database may have made them.
  foreach wanted in array array['pay_owner', 'pay_reader', 'pay_writer', 'pay_recovery', 'pay_maintenance', 'pay_auditor'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin', wanted);
    end if;
  end loop;
end
$roles$;

grant pay_owner to current_user;

create schema pay authorization pay_owner;
create extension pgcrypto with schema pay;

grant usage on schema pay to pay_reader, pay_writer, pay_recovery, pay_maintenance, pay_auditor;

-- PostgreSQL lets everybody execute a new function; here each one is granted by name.
alter default privileges for role pay_owner revoke execute on functions from public;
alter default privileges for role pay_owner in schema pay grant select on tables to pay_auditor;
