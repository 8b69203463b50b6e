import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WriterUnreachable } from '../../src/adapters/writer-unreachable.ts';
import { checkLedger } from '../../src/maintaining/check-ledger.ts';
import { openLedger } from '../../src/recovering/open-ledger.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { standstill } from '../support/standstill.ts';

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
});
afterEach(() => db[Symbol.asyncDispose]());

test('opens the ledger as soon as the database is promoted', async () => {
  let refusals = 3;
  const promoting = {
    openEpoch: (epoch: number, region: string) =>
      refusals-- > 0
        ? Promise.reject(new WriterUnreachable('refused_by_standby', 'still a standby'))
        : db.ledger.openEpoch(epoch, region),
  };
  await openLedger(promoting, { epoch: 2, region: 'us-east-2' }, { clock: standstill(), deadlineMs: 1_000 });
  expect(await db.ledger.bookCanary({ epoch: 2, originRegion: 'us-east-2' })).toMatchObject({ outcome: 'booked' });
});

test('gives up opening at its deadline', async () => {
  const standby = { openEpoch: () => Promise.reject(new WriterUnreachable('refused_by_standby', 'still a standby')) };
  const waits = { clock: standstill(), deadlineMs: 1_000 };
  await expect(openLedger(standby, { epoch: 2, region: 'us-east-2' }, waits)).rejects.toMatchObject({
    code: 'writer_unreachable',
  });
});

test('does not open an epoch that is over', async () => {
  await db.ledger.openEpoch(3, 'us-east-2');
  const waits = { clock: standstill(), deadlineMs: 1_000 };
  await expect(openLedger(db.ledger, { epoch: 2, region: 'us-east-1' }, waits)).rejects.toMatchObject({
    code: 'stale_epoch',
  });
});

test('finds no drift in books that are right, rolled up or not', async () => {
  await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: aCommand(), appliedBy: 'consumer' });
  expect(await checkLedger(db.ledger, 'all')).toEqual({ rolledUp: 2, drift: [] });
  expect(await checkLedger(db.ledger, 'changes')).toEqual({ rolledUp: 0, drift: [] });
  expect(await checkLedger(db.ledger, 'changes')).toEqual({ rolledUp: 0, drift: [] });
});

const tampers: [string, string, string][] = [
  [
    'a balance',
    "update pay.accounts set balance_minor = balance_minor + 1 where kind = 'fees'",
    'balance_is_sum_of_transfers',
  ],
  ['a transfer', 'delete from pay.transfers where sequence = 1', 'captured_is_transferred'],
  ['an amount', 'update pay.payments set amount_minor = amount_minor + 1', 'amount_is_transferred'],
  ['an operation', 'delete from pay.operations', 'version_has_its_operations'],
  ['an event', 'delete from pay.events', 'version_has_its_event'],
  [
    'a status',
    "update pay.payments set status = 'review', review = '[]', expires_at = now(), captured_minor = 0, fee_minor = 0",
    'status_has_its_beginning',
  ],
];

test.each(tampers)('finds drift when %s is tampered with', async (_, tamper, rule) => {
  await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: aCommand(), appliedBy: 'consumer' });
  await db.ledger.rollUpBalances();
  await db.owner.run(tamper);
  expect((await db.ledger.drift()).map((drift) => drift.rule)).toContain(rule);
});

test.each(tampers)(
  'finds at each check of the changes that %s was tampered with, until it is right',
  async (_, tamper, rule) => {
    await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: aCommand(), appliedBy: 'consumer' });
    await db.ledger.rollUpBalances();
    await db.owner.run(tamper);
    for (let check = 1; check <= 2; check++) {
      expect((await db.ledger.driftOfChanges()).map((drift) => drift.rule)).toContain(rule);
    }
  },
);

test('leaves what was found right to the check of all, but never a balance', async () => {
  await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: aCommand(), appliedBy: 'consumer' });
  await db.ledger.rollUpBalances();
  expect(await db.ledger.driftOfChanges()).toEqual([]);
  await db.owner.run("update pay.checked set checked_at = checked_at + interval '2 minutes'");
  await db.owner.run('update pay.payments set refunded_minor = 1');
  await db.owner.run("update pay.accounts set balance_minor = balance_minor + 1 where kind = 'fees'");
  const balanceRules = ['balance_is_sum_of_transfers', 'accounts_sum_to_zero'];
  expect((await db.ledger.driftOfChanges()).map((drift) => drift.rule)).toEqual(balanceRules);
  expect((await db.ledger.drift()).map((drift) => drift.rule)).toEqual([...balanceRules, 'refunded_is_transferred']);
});

test('checks changes that are committed while it runs, once they are below its horizon', async () => {
  const key = (at: number) => aCommand({ key: `racing-${at}` });
  const book = (at: number) =>
    db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: key(at), appliedBy: 'consumer' });
  const rounds = Array.from({ length: 20 }, (_, at) => at);
  await Promise.all([
    ...rounds.map((at) => book(at)),
    ...rounds.map(async () => expect(await db.ledger.driftOfChanges()).toEqual([])),
    ...rounds.map(() => db.ledger.rollUpBalances()),
  ]);
  expect(await db.ledger.driftOfChanges()).toEqual([]);
  expect(
    await db.owner.run("select balance_minor::text from pay.checked_balances where account_id = 'redoubt/fees/EUR'"),
  ).toEqual(['280']);
});
