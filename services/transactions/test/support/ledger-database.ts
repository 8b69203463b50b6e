import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerRole, ledgerRoles } from '@redoubt/contracts';
import { type PostgresOptions, startPostgres, withConnection } from '@redoubt/embedded-postgres';
import { type LedgerBundle, ledgerBundleOf } from '../../src/migrating/ledger-bundle.ts';
import { migrateLedger } from '../../src/migrating/migrate-ledger.ts';
import { PgStatements } from './pg-statements.ts';
import { type WholeLedger, wholeLedgerOf } from './whole-ledger.ts';

const folder = join(import.meta.dirname, '../../ledger');

/** Every file of `ledger/`, by its path. */
export const ledgerFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
);

export const ledgerBundle: LedgerBundle = ledgerBundleOf(ledgerFiles);

/** An empty database of the cluster's master user. */
export interface EmptyDatabase extends AsyncDisposable {
  /** As the master, who may make roles and owns the database, and is no superuser: as Aurora has it. */
  readonly owner: PgStatements;
  /** For a connection of a test's own, as superuser. */
  readonly url: string;
}

/** A migrated ledger. */
export interface LedgerDatabase extends EmptyDatabase {
  /** As the users of a role: may execute its functions. */
  as(role: LedgerRole): PgStatements;
  /** Each function as a user of its role. */
  readonly ledger: WholeLedger;
}

/** One PostgreSQL for a file of tests; each test gets a database of its own. */
export interface LedgerServer extends AsyncDisposable {
  emptyDatabase(): Promise<EmptyDatabase>;
  ledgerDatabase(): Promise<LedgerDatabase>;
}

export async function startLedgerServer(options: Pick<PostgresOptions, 'settings'> = {}): Promise<LedgerServer> {
  const postgres = await startPostgres(options);
  const run = (sql: string) => withConnection(postgres.url, (client) => client.query(sql));
  await run("create role master login createdb createrole password 'of a test'");
  let made = 0;

  async function newDatabase(template: string): Promise<{ readonly name: string; readonly database: EmptyDatabase }> {
    made += 1;
    const name = `ledger_${made}`;
    await run(`create database ${name} owner master template ${template}`);
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    const masterUrl = new URL(url);
    masterUrl.username = 'master';
    masterUrl.password = 'of a test';
    const owner = new PgStatements(masterUrl.href);
    return { name, database: { owner, url: url.href, [Symbol.asyncDispose]: () => owner[Symbol.asyncDispose]() } };
  }

  /** Name of a migrated database to copy: migrating once is enough for a file. */
  let migrated: Promise<string> | undefined;
  async function migrate(): Promise<string> {
    const { name, database } = await newDatabase('template0');
    await migrateLedger(database.owner, ledgerBundle);
    // A database with connections can't be copied.
    await database[Symbol.asyncDispose]();
    return name;
  }

  return {
    emptyDatabase: async () => (await newDatabase('template0')).database,
    async ledgerDatabase() {
      migrated ??= migrate();
      const { database } = await newDatabase(await migrated);
      const sessions = new Map(
        ledgerRoles.map((role) => [role, new PgStatements(database.url, { role: `pay_${role}`, max: 24 })]),
      );
      const as = (role: LedgerRole) => sessions.get(role) as PgStatements;
      return {
        ...database,
        as,
        ledger: wholeLedgerOf(as),
        async [Symbol.asyncDispose]() {
          for (const session of sessions.values()) await session[Symbol.asyncDispose]();
          await database[Symbol.asyncDispose]();
        },
      };
    },
    [Symbol.asyncDispose]: () => postgres.stop(),
  };
}
