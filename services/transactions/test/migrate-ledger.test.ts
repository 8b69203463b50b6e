import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Statements } from '../src/adapters/statements.ts';
import { type Execution, WriterUnreachable } from '../src/adapters/writer-unreachable.ts';
import { migrateLedger } from '../src/migrate-ledger.ts';
import { migrateWhereWriter } from '../src/migrate-where-writer.ts';
import { allMigrations, type EmptyDatabase, type LedgerServer, startLedgerServer } from './support/ledger-database.ts';
import type { PgStatements } from './support/pg-statements.ts';
import { standstill } from './support/standstill.ts';

let server: LedgerServer;
let database: EmptyDatabase;
let master: PgStatements;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  database = await server.emptyDatabase();
  master = database.owner;
});
afterEach(() => database[Symbol.asyncDispose]());

const names = allMigrations.map(({ name }) => name);

test('applies every migration once, in order', async () => {
  expect(await migrateLedger(master, allMigrations)).toEqual(names);
  expect(await migrateLedger(master, allMigrations)).toEqual([]);
  expect(await master.run('select name from pay_migrations.applied order by applied_at, name')).toEqual(names);
});

test('lets deployments at the same time share the work', async () => {
  const runs = await Promise.all(Array.from({ length: 4 }, () => migrateLedger(master, allMigrations)));
  expect(runs.flat().sort()).toEqual(names);
});

test('refuses a migration that has changed since it was applied', async () => {
  const [first] = allMigrations;
  if (first === undefined) throw new Error('there are no migrations');
  await migrateLedger(master, [first]);
  await expect(migrateLedger(master, [{ ...first, sql: `${first.sql}\n-- one more line` }])).rejects.toThrow(
    'migration 0001_schema_and_roles has changed since it was applied',
  );
});

test('leaves nothing of a migration that fails', async () => {
  const broken = { name: '0001_broken', sql: 'create table half_done (id int); select 1 / 0;' };
  await expect(migrateLedger(master, [broken])).rejects.toThrow('division by zero');
  expect(await master.run("select to_regclass('half_done')::text")).toEqual([null]);
  expect(await master.run('select name from pay_migrations.applied')).toEqual([]);
});

test('takes up where an earlier deployment ended', async () => {
  await migrateLedger(master, allMigrations.slice(0, 3));
  expect(await migrateLedger(master, allMigrations)).toEqual(names.slice(3));
});

test('bundles every file of the folder, in order', () => {
  const source = readFileSync(join(import.meta.dirname, '../src/migrations.ts'), 'utf8');
  const imported = [...source.matchAll(/from '\.\.\/migrations\/(.+)\.sql'/g)].map(([, name]) => name);
  const listed = [...source.matchAll(/name: '(.+)', sql: (\w+)/g)];
  expect(imported).toEqual(names);
  expect(listed.map(([, name]) => name)).toEqual(names);
  for (const [, name, variable] of listed)
    expect(source).toContain(`import ${variable} from '../migrations/${name}.sql'`);
});

test('opens each migration with a comment that says why', () => {
  for (const { name, sql } of allMigrations) expect(sql, name).toMatch(/^-- Why: /);
});

function unreachableTimes(times: number, execution: Execution): Statements {
  let left = times;
  return {
    async run(sql, parameters) {
      if (left-- > 0) throw new WriterUnreachable(execution, 'said by the test');
      return master.run(sql, parameters);
    },
  };
}

test('succeeds in a standby, and says that the schema comes from the writer', async () => {
  const standby = unreachableTimes(Number.POSITIVE_INFINITY, 'refused_by_standby');
  expect(await migrateWhereWriter(standby, allMigrations, { clock: standstill(), deadlineMs: 2_000 })).toMatchObject({
    outcome: 'left_to_writer',
    message: expect.stringContaining('standby'),
  });
});

test('tries again while the writer gives no answer, and not beyond the deadline', async () => {
  expect(
    await migrateWhereWriter(unreachableTimes(3, 'unknown'), allMigrations, { clock: standstill(), deadlineMs: 2_000 }),
  ).toEqual({ outcome: 'migrated', applied: names });
  const gone = unreachableTimes(Number.POSITIVE_INFINITY, 'not_executed');
  await expect(migrateWhereWriter(gone, allMigrations, { clock: standstill(), deadlineMs: 499 })).rejects.toThrow(
    'said by the test',
  );
});

test('takes a cluster for a standby that has no writer for a minute, and not before', async () => {
  const failingOver = unreachableTimes(119, 'no_writer');
  expect(
    await migrateWhereWriter(failingOver, allMigrations, { clock: standstill(), deadlineMs: 110_000 }),
  ).toMatchObject({ outcome: 'migrated' });
  const standby = unreachableTimes(Number.POSITIVE_INFINITY, 'no_writer');
  expect(await migrateWhereWriter(standby, allMigrations, { clock: standstill(), deadlineMs: 110_000 })).toMatchObject({
    outcome: 'left_to_writer',
  });
});
