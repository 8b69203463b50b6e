import { archivedSchemaPrefix } from '@redoubt/contracts';
import type { Client } from 'pg';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveStore } from './archive-store.ts';

/**
 * Makes the ledger's schema in an empty database, as the archive has it: the first object makes what runs migrations, the
 * others are run by it in order. So the database remembers them, and a deployment goes on from there.
 *
 * @returns names of the migrations
 * @throws ArchiveError `schema_unusable`
 */
export async function makeSchema(client: Client, store: ArchiveStore): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const key of store.keys(archivedSchemaPrefix)) {
    names.push(key.slice(archivedSchemaPrefix.length).replace(/\.sql$/, ''));
  }
  const [first, ...migrations] = names;
  if (first === undefined) {
    throw new ArchiveError(
      'schema_unusable',
      `there is no object below ${archivedSchemaPrefix}; deploy transactions once more`,
    );
  }
  await runMigration(first, store, (sql) => client.query(sql));
  // One after the other: each builds on the one before.
  for (const name of migrations) {
    await runMigration(name, store, (sql) => client.query('select pay_migrations.run($1, $2)', [name, sql]));
  }
  return migrations;
}

async function runMigration(name: string, store: ArchiveStore, run: (sql: string) => Promise<unknown>): Promise<void> {
  const sql = await store.read(`${archivedSchemaPrefix}${name}.sql`);
  if (sql === undefined) throw new ArchiveError('schema_unusable', `${name} was listed and is not there`);
  try {
    await run(sql);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ArchiveError('schema_unusable', `${name} can not be run: ${why}`, { cause });
  }
}
