import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningPostgres, startPostgres } from '@redoubt/embedded-postgres';
import { Ledger } from '../../src/adapters/ledger.ts';
import { type Migration, migrateLedger } from '../../src/migrate-ledger.ts';
import { PgStatements } from './pg-statements.ts';

const folder = join(import.meta.dirname, '../../migrations');

/** Every migration, in order. */
export const allMigrations: readonly Migration[] = readdirSync(folder)
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => ({ name: file.replace(/\.sql$/, ''), sql: readFileSync(join(folder, file), 'utf8') }));

/** A migrated ledger on a PostgreSQL of its own. */
export interface LedgerDatabase extends AsyncDisposable {
  readonly postgres: RunningPostgres;
  /** As the application: may execute functions. */
  readonly ledger: Ledger;
  readonly app: PgStatements;
  /** As the superuser: sees tables. */
  readonly owner: PgStatements;
}

export async function startLedger(settings: Readonly<Record<string, string>> = {}): Promise<LedgerDatabase> {
  const postgres = await startPostgres({ database: 'ledger', settings });
  const owner = new PgStatements(postgres.url);
  await migrateLedger(owner, allMigrations);
  const app = new PgStatements(postgres.url, { role: 'pay_app', max: 24 });
  return {
    postgres,
    owner,
    app,
    ledger: new Ledger(app),
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await owner[Symbol.asyncDispose]();
      await postgres.stop();
    },
  };
}
