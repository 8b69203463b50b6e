import { withConnection } from '@redoubt/embedded-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyPayments } from '../../bench/apply-payments.ts';
import { serverConditions } from '../../bench/bench-server.ts';
import { PipelinedConnection, requestOf } from '../../bench/pipelined-connection.ts';
import { writeRawRows } from '../../bench/raw-rows.ts';
import { recoverCommands } from '../../bench/recover-commands.ts';
import { countStatementsPerPayment } from '../../bench/statements-per-payment.ts';
import { runTpcb } from '../../bench/tpcb.ts';
import { type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

/** Checks that the bench measures what it says it measures; speed is no test's business. */
let server: LedgerServer;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Rows of every table of the ledger that a payment may write to; accounts are opened once for all payments. */
async function rowCounts(url: string): Promise<Readonly<Record<string, number>>> {
  return await withConnection(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'pay' and tablename <> 'accounts' order by 1",
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from pay.${name}`);
      counts[name] = rows[0]?.count ?? 0;
    }
    return counts;
  });
}

test('the raw rows are those of as many payments, in every table of the ledger', async () => {
  await using source = await server.ledgerDatabase();
  await using target = await server.ledgerDatabase();
  await using raw = await writeRawRows({ source, target, name: 'raw' });
  await (await raw.prepare(60))();
  const counts = await rowCounts(target.url);
  expect(counts).toEqual(await rowCounts(source.url));
  expect(counts).toMatchObject({ payments: 60, transfers: 120, operations: 60, events: 60, outbox: 60, inbox: 60 });
});

test.each([
  ['one by one', 1, 'many_merchants', 60],
  ['in batches, the last of them smaller', 50, 'many_merchants', 60],
  ['all on one merchant', 1, 'one_merchant', 1],
] as const)('payments are booked %s', async (_, batch, spread, merchants) => {
  await using database = await server.ledgerDatabase();
  await using apply = await applyPayments(database, { name: 'apply', spread, batch });
  await (await apply.prepare(60))();
  expect(await rowCounts(database.url)).toMatchObject({ payments: 60, transfers: 120 });
  const paid = await database.owner.run('select count(distinct merchant_id)::text from pay.payments');
  expect(paid).toEqual([String(merchants)]);
  expect(await database.ledger.drift()).toEqual([]);
});

test('a recovery books payments in batches, the last of them smaller', async () => {
  await using database = await server.ledgerDatabase();
  await using recovery = await recoverCommands(database, { name: 'recovery' });
  await (await recovery.prepare(130))();
  expect(await rowCounts(database.url)).toMatchObject({ payments: 130, transfers: 260 });
  const appliers = await database.owner.run('select distinct applied_by from pay.operations');
  expect(appliers).toEqual(['recovery']);
});

test('the TPC-B script moves the same money through accounts, tellers and branches', async () => {
  await using database = await server.emptyDatabase();
  await using tpcb = await runTpcb(database, { name: 'tpcb', random: Math.random });
  await (await tpcb.prepare(60))();
  await withConnection(database.url, async (client) => {
    const { rows } = await client.query(
      `select count(*)::int as count, sum(delta) as deltas, (select sum(abalance) from pgbench_accounts) as accounts,
         (select sum(tbalance) from pgbench_tellers) as tellers, (select sum(bbalance) from pgbench_branches) as branches
       from pgbench_history`,
    );
    const { count, deltas, ...sums } = rows[0];
    expect(count).toBe(60);
    expect(sums).toEqual({ accounts: deltas, tellers: deltas, branches: deltas });
  });
});

test('a payment is one statement, by the count of the server', async () => {
  expect(await countStatementsPerPayment()).toBe(1);
});

test('what the server refuses ends a bench with its words', async () => {
  await using database = await server.emptyDatabase();
  await using connection = await PipelinedConnection.open(database.url);
  await connection.prepare('divide', 'select 1 / $1::int');
  await expect(connection.send(requestOf([{ statement: 'divide', values: ['0'] }]))).rejects.toThrow(
    'division by zero',
  );
});

test('the conditions name the version and the settings that figures depend on', async () => {
  await using database = await server.emptyDatabase();
  const { postgresql, settings } = await serverConditions(database.url);
  expect(postgresql).toMatch(/^17\./);
  expect(settings).toMatch(/fsync=off shared_buffers=\S+ synchronous_commit=on/);
});
