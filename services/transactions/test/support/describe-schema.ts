import type { Client } from 'pg';

/** Queries of one text column; `$1` holds the names of the schemas. */
const facts: Readonly<Record<string, string>> = {
  roles: `select format('%s login=%s', rolname, rolcanlogin) from pg_roles where rolname like 'pay\\_%'`,
  memberships: `select format('%s in %s', member.rolname, team.rolname) from pg_auth_members
    join pg_roles as member on member.oid = member join pg_roles as team on team.oid = roleid where team.rolname like 'pay\\_%'`,
  schemas: `select format('%s owner=%s acl=%s', nspname, nspowner::regrole, nspacl) from pg_namespace where nspname = any ($1)`,
  defaultPrivileges: `select format('%s in %s for %s: %s', defaclobjtype, defaclnamespace::regnamespace, defaclrole::regrole, defaclacl) from pg_default_acl`,
  extensions: `select format('%s in %s', extname, extnamespace::regnamespace) from pg_extension`,
  relations: `select format('%s kind=%s owner=%s options=%s acl=%s', oid::regclass, relkind, relowner::regrole, reloptions, relacl)
    from pg_class where relnamespace = any ($1::regnamespace[]) and relkind in ('r', 'v', 'S', 'm', 'c')`,
  columns: `select format('%s.%s %s %s not_null=%s identity=%s default=%s', attrelid::regclass,
      lpad((row_number() over (partition by attrelid order by attnum))::text, 2, '0'), attname, format_type(atttypid, atttypmod),
      attnotnull, attidentity, pg_get_expr(adbin, adrelid))
    from pg_attribute join pg_class on pg_class.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relnamespace = any ($1::regnamespace[]) and relkind in ('r', 'v', 'c') and attnum > 0 and not attisdropped`,
  constraints: `select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
    where connamespace = any ($1::regnamespace[])`,
  indexes: `select indexdef from pg_indexes where schemaname = any ($1)`,
  views: `select format(E'%s\\n%s', oid::regclass, pg_get_viewdef(oid)) from pg_class where relnamespace = any ($1::regnamespace[]) and relkind = 'v'`,
  functions: `select format(E'%s\\nowner=%s acl=%s comment=%s\\n%s', oid::regprocedure, proowner::regrole, proacl, obj_description(oid),
      pg_get_functiondef(oid))
    from pg_proc where pronamespace = any ($1::regnamespace[]) and prokind = 'f'
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`,
  triggers: `select pg_get_triggerdef(pg_trigger.oid) from pg_trigger join pg_class on pg_class.oid = tgrelid
    where relnamespace = any ($1::regnamespace[]) and not tgisinternal`,
};

/** Describes everything in the ledger's schemas, one fact a line, in a fixed order. */
export async function describeSchema(client: Client): Promise<string> {
  const parts: string[] = [];
  // One after the other: a connection runs one query at a time.
  for (const [name, sql] of Object.entries(facts)) {
    const parameters = sql.includes('$1') ? [['pay', 'pay_migrations']] : [];
    const { rows } = await client.query<string[]>({ text: sql, values: parameters, rowMode: 'array' });
    parts.push(`# ${name}`, ...rows.map(([fact]) => fact ?? '').sort(), '');
  }
  return parts.join('\n');
}
