import type { Statements } from './adapters/statements.ts';

/** One file of `migrations/`. */
export interface Migration {
  /** File name without its ending, e.g. `0001_schema_and_roles`; its number is its place. */
  readonly name: string;
  readonly sql: string;
}

/**
 * Makes the place where migrations are remembered, and the function that runs one. It is archived under its name before all
 * migrations, for ever: like them, it is never changed.
 *
 * The body of a migration travels as a parameter and not as a statement: the Data API takes one statement per call, at
 * most 64 KiB of it, and reads `:word` as a parameter wherever it stands. PL/pgSQL's `execute` takes the whole file, in one transaction
 * with the row that remembers it. The lock makes a second deployment wait and then find the work done.
 */
export const bootstrap: Migration = {
  name: '0000_migrations',
  sql: `do $bootstrap$
begin
  perform pg_advisory_xact_lock(7210000);
  create schema if not exists pay_migrations;
  create table if not exists pay_migrations.applied (
    name text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
  );
  create or replace function pay_migrations.run(wanted text, body text) returns jsonb
  language plpgsql volatile as $run$
  declare
    known text;
  begin
    perform pg_advisory_xact_lock(7210000);
    select checksum into known from pay_migrations.applied where name = wanted;
    if found then
      if known <> md5(body) then
        raise exception 'migration % has changed since it was applied; migrations only go forward, add a new one', wanted;
      end if;
      return '"known"';
    end if;
    execute body;
    -- A migration may act as the owner of what it makes; remembering it is not the owner's business.
    perform set_config('role', 'none', true);
    insert into pay_migrations.applied (name, checksum) values (wanted, md5(body));
    return '"applied"';
  end
  $run$;
end
$bootstrap$`,
};

/**
 * Brings the ledger's schema up to date; safe to run twice and at the same time.
 *
 * @returns names of the migrations that this run applied
 * @throws Error when a migration that was applied has changed since
 */
export async function migrateLedger(
  statements: Statements,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await statements.run(bootstrap.sql);
  const applied: string[] = [];
  // One after the other: each builds on the one before.
  for (const { name, sql } of migrations) {
    const [outcome] = await statements.run('select pay_migrations.run(:name, :body)', { name, body: sql });
    if (outcome === '"applied"') applied.push(name);
  }
  return applied;
}
