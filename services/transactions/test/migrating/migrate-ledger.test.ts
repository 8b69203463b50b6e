import { ledgerRoles } from '@redoubt/contracts';
import { withConnection } from '@redoubt/embedded-postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { scramVerifier } from '../../src/adapters/scram-verifier.ts';
import type { Statements } from '../../src/adapters/statements.ts';
import { type Execution, WriterUnreachable } from '../../src/adapters/writer-unreachable.ts';
import { giveLogin } from '../../src/migrating/give-login.ts';
import { type LedgerBundle, ledgerBundleOf } from '../../src/migrating/ledger-bundle.ts';
import { dropRetired, migrateLedger } from '../../src/migrating/migrate-ledger.ts';
import { migrateWhereWriter } from '../../src/migrating/migrate-where-writer.ts';
import {
  type EmptyDatabase,
  type LedgerServer,
  ledgerBundle,
  ledgerFiles,
  startLedgerServer,
} from '../support/ledger-database.ts';
import { PgStatements } from '../support/pg-statements.ts';
import { standstill } from '../support/standstill.ts';

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

const logins = ledgerRoles.map((role) => ({
  role,
  username: `ledger_${role}`,
  verifier: scramVerifier('of-a-test-and-long-enough'),
}));
const tables = ledgerBundle.tables.map(({ name }) => name);

test('applies everything once', async () => {
  expect(await migrateLedger(master, ledgerBundle)).toEqual({ outcome: 'applied', tables });
  expect(await migrateLedger(master, ledgerBundle)).toEqual({ outcome: 'known' });
  expect(await master.run('select name from pay_migrations.applied order by name')).toEqual(tables);
});

test('lets deployments at the same time share the work', async () => {
  const runs = await Promise.all(Array.from({ length: 4 }, () => migrateLedger(master, ledgerBundle)));
  expect(runs.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'known', 'known', 'known']);
});

/** The ledger's files with others added or, where undefined, left out. */
function bundleWith(changes: Readonly<Record<string, string | undefined>>): LedgerBundle {
  const files = Object.entries({ ...ledgerFiles, ...changes });
  return ledgerBundleOf(Object.fromEntries(files.filter((file): file is [string, string] => file[1] !== undefined)));
}

test('refuses a file of tables that has changed since it was applied', async () => {
  await migrateLedger(master, ledgerBundle);
  const fence = 'tables/0004_fence.sql';
  await expect(
    migrateLedger(master, bundleWith({ [fence]: `${ledgerFiles[fence]}\n-- one more line` })),
  ).rejects.toThrow('0004_fence has changed since it was applied');
});

test('leaves nothing of a bundle of which a file fails', async () => {
  await migrateLedger(master, ledgerBundle);
  const broken = bundleWith({
    'tables/9998_good.sql': 'create table half_done (id int);',
    'functions/times/time_text.sql': undefined,
    'functions/times/wrong.sql': 'create or replace function pay.wrong() returns int language sql return 1 / 0;',
    'tables/9999_broken.sql': 'select 1 / 0;',
  });
  await expect(migrateLedger(master, broken)).rejects.toThrow('division by zero');
  expect(await master.run("select to_regclass('half_done')::text")).toEqual([null]);
  expect(await migrateLedger(master, ledgerBundle)).toEqual({ outcome: 'known' });
});

test('applies the tables that are pending, in the order of their numbers', async () => {
  await migrateLedger(master, ledgerBundle);
  const added = {
    'tables/9998_first.sql': 'set local role pay_owner; create table pay.added (id int);',
    'tables/9999_second.sql': 'set local role pay_owner; alter table pay.added add column name text;',
  };
  expect(await migrateLedger(master, bundleWith(added))).toEqual({
    outcome: 'applied',
    tables: ['9998_first', '9999_second'],
  });
});

const definedIn = async (): Promise<readonly (string | null)[]> =>
  master.run('select object from pay_migrations.objects order by 1');

test('drops functions that a bundle no longer has, and takes back those that come back', async () => {
  await migrateLedger(master, ledgerBundle);
  const before = await definedIn();
  const one = 'create or replace function pay.one() returns int language sql return 1;';
  const two = 'create or replace function pay.two() returns int language sql begin atomic select pay.one(); end;';
  const view = 'create or replace view pay.three as select pay.two() as three;';
  await migrateLedger(
    master,
    bundleWith({ 'functions/a/one.sql': one, 'functions/a/two.sql': two, 'functions/a/three.sql': view }),
  );
  expect(await definedIn()).toHaveLength(before.length + 3);
  await migrateLedger(master, ledgerBundle);
  // Statements that began before may still call them.
  expect(await definedIn()).toHaveLength(before.length + 3);
  expect(await dropRetired(master, { waitMsMax: 5_000 })).toBe(true);
  expect(await definedIn()).toEqual(before);
  expect(await dropRetired(master, { waitMsMax: 5_000 })).toBe(true);
});

test('leaves what a bundle no longer has while a transaction from before it runs', async () => {
  const one = { 'functions/a/one.sql': 'create or replace function pay.one() returns int language sql return 1;' };
  await migrateLedger(master, bundleWith(one));
  await withConnection(database.url, async (client) => {
    await client.query('begin');
    await client.query('select pay.one()');
    await migrateLedger(master, ledgerBundle);
    expect(await dropRetired(master, { waitMsMax: 100 })).toBe(false);
    expect((await client.query('select pay.one()')).rowCount).toBe(1);
    await client.query('commit');
  });
  expect(await dropRetired(master, { waitMsMax: 5_000 })).toBe(true);
});

const time = 'functions/times/time_text.sql';

test('replaces a function whose arguments change, and drops the former one', async () => {
  await migrateLedger(master, ledgerBundle);
  await migrateLedger(
    master,
    bundleWith({
      'functions/a/one.sql': 'create or replace function pay.one(first int) returns int language sql return first;',
    }),
  );
  await migrateLedger(
    master,
    bundleWith({
      'functions/a/one.sql': 'create or replace function pay.one(second text) returns int language sql return 1;',
    }),
  );
  await dropRetired(master, { waitMsMax: 5_000 });
  expect((await definedIn()).filter((object) => object?.includes('pay.one'))).toEqual(['function pay.one(text)']);
});

test('replaces a function whose result changes, and defines again what uses it', async () => {
  await migrateLedger(master, ledgerBundle);
  const before = await definedIn();
  const changed = ledgerFiles[time]?.replaceAll('returns text', 'returns varchar');
  expect(await migrateLedger(master, bundleWith({ [time]: changed }))).toMatchObject({ outcome: 'applied' });
  await dropRetired(master, { waitMsMax: 5_000 });
  expect(await definedIn()).toEqual(before);
});

test('refuses to change the result of a function that a table uses', async () => {
  const use =
    'set local role pay_owner; alter table pay.fence add column shown text generated always as (pay.shown()) stored;';
  await migrateLedger(
    master,
    bundleWith({
      'functions/a/shown.sql': 'create or replace function pay.shown() returns text language sql immutable return 1;',
    }),
  );
  await expect(
    migrateLedger(
      master,
      bundleWith({
        'functions/a/shown.sql':
          'create or replace function pay.shown() returns varchar language sql immutable return 1;',
        'tables/9999_use.sql': use,
      }),
    ),
  ).rejects.toThrow('uses pay.shown, whose result changes; define it in tables/');
});

test('is busy, and changes nothing, while a booking keeps its lock', async () => {
  await migrateLedger(master, ledgerBundle);
  await withConnection(database.url, async (client) => {
    await client.query('begin');
    await client.query('select pay.fence_refusal(1)');
    expect(await migrateLedger(master, bundleWith({ 'tables/9999_next.sql': 'select 1;' }))).toEqual({
      outcome: 'busy',
    });
    await client.query('rollback');
  });
  expect(await migrateLedger(master, ledgerBundle)).toEqual({ outcome: 'known' });
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
    await migrateWhereWriter(standby, ledgerBundle, { logins, clock: standstill(), deadlineMs: 2_000 }),
  ).toMatchObject({
    outcome: 'left_to_writer',
    message: expect.stringContaining('standby'),
  });
});

test('tries again while the writer gives no answer, and not beyond the deadline', async () => {
  expect(
    await migrateWhereWriter(unreachableTimes(3, 'unknown'), ledgerBundle, {
      logins,
      clock: standstill(),
      deadlineMs: 2_000,
    }),
  ).toEqual({ outcome: 'migrated', tables, leavesRetired: false });
  const gone = unreachableTimes(Number.POSITIVE_INFINITY, 'not_executed');
  await expect(
    migrateWhereWriter(gone, ledgerBundle, { logins, clock: standstill(), deadlineMs: 499 }),
  ).rejects.toThrow('said by the test');
});

test('takes a cluster for a standby that has no writer for a minute, and not before', async () => {
  const failingOver = unreachableTimes(119, 'no_writer');
  expect(
    await migrateWhereWriter(failingOver, ledgerBundle, { logins, clock: standstill(), deadlineMs: 110_000 }),
  ).toMatchObject({ outcome: 'migrated' });
  const standby = unreachableTimes(Number.POSITIVE_INFINITY, 'no_writer');
  expect(
    await migrateWhereWriter(standby, ledgerBundle, { logins, clock: standstill(), deadlineMs: 110_000 }),
  ).toMatchObject({
    outcome: 'left_to_writer',
  });
});

test('gives functions of each role a user that executes what the role may and sees no table', async () => {
  await migrateWhereWriter(master, ledgerBundle, { logins, clock: standstill(), deadlineMs: 2_000 });
  const url = new URL(database.url);
  for (const { role, username } of logins) {
    url.username = username;
    await using session = new PgStatements(url.href);
    const [own, foreign] = {
      reader: ["pay.payment_view('x', 'y')", 'pay.read_outbox(null, 1, 1)'],
      writer: ["pay.missing_commands('[]')", "pay.payment_view('x', 'y')"],
      recovery: ['pay.watermark()', "pay.payment_view('x', 'y')"],
      maintenance: ['pay.watermark()', 'pay.read_outbox(null, 1, 1)'],
    }[role];
    await expect(session.run(`select ${own}::text`), role).resolves.toBeDefined();
    for (const sql of [
      `select ${foreign}::text`,
      "select 'x' from pay.transfers",
      'create table mine (id int)',
      'set role pay_owner',
      "select pay_migrations.give_login('x', 'SCRAM-SHA-256$', 'reader')",
      ...ledgerRoles.filter((other) => other !== role).map((other) => `set role pay_${other}`),
    ]) {
      await expect(session.run(sql), `${role}: ${sql}`).rejects.toThrow(/permission denied/);
    }
  }
});

test('ends the statements of a user, and its transactions that do nothing, before their caller has long given up', async () => {
  await migrateWhereWriter(master, ledgerBundle, { logins, clock: standstill(), deadlineMs: 2_000 });
  for (const { role, username } of logins) {
    const url = new URL(database.url);
    url.username = username;
    await using session = new PgStatements(url.href);
    const statementMax = { reader: '10s', writer: '15s', recovery: '45s', maintenance: '45s' }[role];
    expect(await session.run("select current_setting('statement_timeout')")).toEqual([statementMax]);
    expect(await session.run("select current_setting('idle_in_transaction_session_timeout')")).toEqual(['15s']);
  }
});

test('sets the passwords of each deployment, and refuses one in the clear and an unknown duty', async () => {
  await using superuser = new PgStatements(database.url);
  const [reader] = logins;
  if (reader === undefined) throw new Error('there is no role');
  const stored = () => superuser.run(`select rolpassword from pg_authid where rolname = '${reader.username}'`);
  await migrateWhereWriter(master, ledgerBundle, { logins, clock: standstill(), deadlineMs: 2_000 });
  expect(await stored()).toEqual([reader.verifier]);
  const next = { ...reader, verifier: scramVerifier('another-one-of-some-length') };
  await giveLogin(master, next);
  expect(await stored()).toEqual([next.verifier]);
  await expect(giveLogin(master, { ...reader, verifier: 'in-the-clear' })).rejects.toThrow(
    /must come as a SCRAM-SHA-256 verifier/,
  );
  await expect(giveLogin(master, { ...reader, role: 'owner' as 'reader' })).rejects.toThrow(
    /must be reader, writer, recovery or maintenance, got owner/,
  );
});
