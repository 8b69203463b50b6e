import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerRole, ledgerRoles } from '@redoubt/contracts';
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

test.each(ledgerRoles)('lets the %s touch no table, neither read nor write', async (role) => {
  const tables = await tablesOf();
  expect(tables).toContain('pay.transfers');
  for (const table of tables) {
    for (const sql of [`select 'x' from ${table}`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(db.as(role).run(sql), sql).rejects.toThrow('permission denied');
    }
  }
});

/** The roles that may execute each function; every function that is missing here is executed by functions alone. */
const allowed: Readonly<Record<string, readonly LedgerRole[]>> = {
  advance_forgotten: ['maintenance'],
  advance_watermark: ['recovery'],
  apply: ['writer'],
  apply_batch: ['writer'],
  apply_recorded_batch: ['writer', 'recovery'],
  archive_lag: ['maintenance'],
  archive_object_written: ['maintenance'],
  archive_objects_of_a_day: ['maintenance'],
  archived_commands: ['maintenance'],
  book_canary: ['writer'],
  change: ['writer'],
  change_blocklist: ['writer'],
  change_terms: ['writer'],
  check_changes: ['maintenance'],
  check_drift: ['maintenance'],
  count_failure: ['recovery'],
  cut_day: ['writer'],
  due_settlements: ['writer'],
  events_before_epoch: ['recovery'],
  expired_payments: ['writer'],
  export_payments: ['reader'],
  export_transfers: ['reader'],
  find_operations: ['reader'],
  find_payments: ['reader'],
  find_transfers: ['reader'],
  finish_recovery: ['recovery'],
  forget_answers: ['maintenance'],
  forgotten: ['maintenance'],
  list_audit_log: ['reader'],
  list_blocklist: ['reader'],
  list_operations: ['reader'],
  list_payouts: ['reader'],
  list_set_aside: ['recovery'],
  list_transfers: ['reader'],
  merchant_balances: ['reader'],
  merchant_terms_view: ['reader'],
  missing_commands: ['writer', 'recovery'],
  open_epoch: ['recovery'],
  overdue_settlements: ['maintenance'],
  payment_view: ['reader'],
  payout_sent: ['writer'],
  pin_archive_object: ['maintenance'],
  process_payment: ['writer'],
  read_outbox: ['writer'],
  remove_from_outbox: ['writer'],
  roll_up_balances: ['maintenance'],
  settings_since: ['reader'],
  statement: ['reader'],
  settle: ['writer'],
  watermark: ['reader', 'recovery', 'maintenance'],
};

test.each(ledgerRoles)('lets the %s execute what its functions need, and refuses everything else', async (role) => {
  const executable = await db.owner.run(`
    select distinct proname::text from pg_proc where pronamespace = 'pay'::regnamespace
      and has_function_privilege('pay_${role}', oid, 'execute') and not exists (
        select from pg_depend where objid = pg_proc.oid and deptype = 'e') order by 1`);
  expect(executable).toEqual(Object.keys(allowed).filter((name) => allowed[name]?.includes(role)));
});

test('grants no function that no adapter calls', () => {
  const adapters = join(import.meta.dirname, '../../src/adapters');
  const files = readdirSync(adapters, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const called = files.flatMap((file) => [...readFileSync(join(adapters, file), 'utf8').matchAll(/\bpay\.(\w+)\(/g)]);
  expect([...new Set(called.map(([, name]) => name))].sort()).toEqual(Object.keys(allowed).sort());
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
