import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { scramVerifier } from '../src/adapters/scram-verifier.ts';
import type { Statements } from '../src/adapters/statements.ts';
import { type Execution, WriterUnreachable } from '../src/adapters/writer-unreachable.ts';
import { giveLogin } from '../src/give-login.ts';
import { migrateLedger } from '../src/migrate-ledger.ts';
import { migrateWhereWriter } from '../src/migrate-where-writer.ts';
import { allMigrations, type EmptyDatabase, type LedgerServer, startLedgerServer } from './support/ledger-database.ts';
import { PgStatements } from './support/pg-statements.ts';
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

const login = { username: 'ledger_application', verifier: scramVerifier('of-a-test-and-long-enough') };
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
  expect(
    await migrateWhereWriter(standby, allMigrations, { login, clock: standstill(), deadlineMs: 2_000 }),
  ).toMatchObject({
    outcome: 'left_to_writer',
    message: expect.stringContaining('standby'),
  });
});

test('tries again while the writer gives no answer, and not beyond the deadline', async () => {
  expect(
    await migrateWhereWriter(unreachableTimes(3, 'unknown'), allMigrations, {
      login,
      clock: standstill(),
      deadlineMs: 2_000,
    }),
  ).toEqual({ outcome: 'migrated', applied: names });
  const gone = unreachableTimes(Number.POSITIVE_INFINITY, 'not_executed');
  await expect(
    migrateWhereWriter(gone, allMigrations, { login, clock: standstill(), deadlineMs: 499 }),
  ).rejects.toThrow('said by the test');
});

test('takes a cluster for a standby that has no writer for a minute, and not before', async () => {
  const failingOver = unreachableTimes(119, 'no_writer');
  expect(
    await migrateWhereWriter(failingOver, allMigrations, { login, clock: standstill(), deadlineMs: 110_000 }),
  ).toMatchObject({ outcome: 'migrated' });
  const standby = unreachableTimes(Number.POSITIVE_INFINITY, 'no_writer');
  expect(
    await migrateWhereWriter(standby, allMigrations, { login, clock: standstill(), deadlineMs: 110_000 }),
  ).toMatchObject({
    outcome: 'left_to_writer',
  });
});

test('gives the application a login that executes the ledger’s functions and sees no table', async () => {
  await migrateWhereWriter(master, allMigrations, { login, clock: standstill(), deadlineMs: 2_000 });
  const url = new URL(database.url);
  url.username = login.username;
  await using application = new PgStatements(url.href);
  await expect(application.run('select pay.probe()::text')).resolves.toHaveLength(1);
  for (const sql of [
    "select 'x' from pay.transfers",
    'create table mine (id int)',
    'set role pay_owner',
    "select pay_migrations.give_login('x', 'SCRAM-SHA-256$')",
  ]) {
    await expect(application.run(sql), sql).rejects.toThrow(/permission denied/);
  }
});

test('sets the password of each deployment, and refuses one in the clear', async () => {
  await using superuser = new PgStatements(database.url);
  const stored = () => superuser.run(`select rolpassword from pg_authid where rolname = '${login.username}'`);
  await migrateWhereWriter(master, allMigrations, { login, clock: standstill(), deadlineMs: 2_000 });
  expect(await stored()).toEqual([login.verifier]);
  const next = { ...login, verifier: scramVerifier('another-one-of-some-length') };
  await giveLogin(master, next);
  expect(await stored()).toEqual([next.verifier]);
  await expect(giveLogin(master, { ...login, verifier: 'in-the-clear' })).rejects.toThrow(
    /must come as a SCRAM-SHA-256 verifier/,
  );
});
