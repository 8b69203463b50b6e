import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { PgStatements } from '../support/pg-statements.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let auditor: PgStatements;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  auditor = new PgStatements(db.url, { role: 'pay_auditor' });
  await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: aCommand(), appliedBy: 'consumer' });
});
afterAll(async () => {
  await auditor[Symbol.asyncDispose]();
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const tablesOf = async (): Promise<readonly string[]> =>
  (await db.owner.run("select format('pay.%I', tablename) from pg_tables where schemaname = 'pay'")).map(String);

test('lets the application touch no table, neither read nor write', async () => {
  const tables = await tablesOf();
  expect(tables).toContain('pay.transfers');
  for (const table of tables) {
    for (const sql of [`select 'x' from ${table}`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(db.app.run(sql), sql).rejects.toThrow('permission denied');
    }
  }
});

test('lets the application execute only what a handler needs', async () => {
  const executable = await db.app.run(`
    select proname::text from pg_proc where pronamespace = 'pay'::regnamespace
      and has_function_privilege('pay_app', oid, 'execute') and not exists (
        select from pg_depend where objid = pg_proc.oid and deptype = 'e') order by 1`);
  expect(executable).toEqual([
    'advance_forgotten',
    'advance_watermark',
    'apply',
    'apply_batch',
    'apply_recorded',
    'apply_recorded_batch',
    'archive_lag',
    'archive_object_written',
    'archive_objects_of_a_day',
    'archived_commands',
    'book_canary',
    'change',
    'check_changes',
    'check_drift',
    'count_failure',
    'events_before_epoch',
    'expired_payments',
    'find_payments',
    'finish_recovery',
    'forget_answers',
    'forgotten',
    'list_operations',
    'list_set_aside',
    'list_transfers',
    'merchant_balances',
    'missing_commands',
    'open_epoch',
    'payment_view',
    'pin_archive_object',
    'process_payment',
    'read_outbox',
    'remove_from_outbox',
    'roll_up_balances',
    'watermark',
  ]);
});

test('fixes the search path of every function that runs with its owner’s rights', async () => {
  const open = await db.owner.run(`
    select proname::text from pg_proc where pronamespace = 'pay'::regnamespace and prosecdef
      and not coalesce(proconfig, '{}') @> array['search_path=pay, pg_temp']`);
  expect(open).toEqual([]);
});

test('gives the books to an owner that nobody can log in as', async () => {
  const owners = await db.owner.run(`
    select distinct pg_get_userbyid(relowner)::text from pg_class where relnamespace = 'pay'::regnamespace
    union select distinct pg_get_userbyid(proowner)::text from pg_proc where pronamespace = 'pay'::regnamespace and prosecdef`);
  expect(owners).toEqual(['pay_owner']);
  const logins = await db.owner.run("select rolname::text from pg_roles where rolname like 'pay\\_%' and rolcanlogin");
  expect(logins).toEqual([]);
});

test('lets an auditor read every table and view, and change none', async () => {
  for (const table of await tablesOf()) {
    await expect(auditor.run(`select 'x' from ${table}`)).resolves.toBeDefined();
    await expect(auditor.run(`delete from ${table}`)).rejects.toThrow('permission denied');
  }
  await expect(auditor.run("select 'x' from pay.balances")).resolves.toBeDefined();
});
