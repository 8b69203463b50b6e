import { withConnection } from '@redoubt/embedded-postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { until } from '../support/until.ts';

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

const applyAt = (epoch: number, key: string) =>
  db.ledger.apply({ epoch, originRegion: 'us-east-2', command: aCommand({ key }), appliedBy: 'consumer' });

const countOf = async (table: string) => Number((await db.owner.run(`select count(*)::text from pay.${table}`))[0]);

test('refuses an epoch that is over and one that is not open yet, and writes nothing for them', async () => {
  expect(await db.ledger.openEpoch(3, 'us-east-2')).toEqual({ outcome: 'open', epoch: 3 });
  expect(await applyAt(2, 'stale')).toEqual({ outcome: 'stale_epoch', epoch: 3 });
  expect(await applyAt(4, 'early')).toEqual({ outcome: 'epoch_not_open', epoch: 3 });
  for (const table of ['payments', 'inbox', 'operations', 'outbox']) expect(await countOf(table)).toBe(0);
  expect(await applyAt(3, 'in time')).toMatchObject({ outcome: 'applied' });
});

test('refuses a stale epoch also for a command that was applied before', async () => {
  await applyAt(1, 'known');
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await applyAt(1, 'known')).toMatchObject({ outcome: 'stale_epoch' });
  expect(await applyAt(2, 'known')).toMatchObject({ outcome: 'applied', replayed: true });
});

test('opens an epoch once: again changes nothing, an older one is refused', async () => {
  await db.ledger.openEpoch(2, 'us-east-2');
  const opened = await db.owner.run('select to_jsonb(fence) from pay.fence');
  expect(await db.ledger.openEpoch(2, 'us-east-2')).toEqual({ outcome: 'open', epoch: 2 });
  expect(await db.owner.run('select to_jsonb(fence) from pay.fence')).toEqual(opened);
  expect(await db.ledger.openEpoch(1, 'us-east-1')).toEqual({ outcome: 'stale_epoch', epoch: 2 });
});

test('opens an epoch only after what is in flight under the older one has ended', async () => {
  const command = JSON.stringify(aCommand({ key: 'in flight' }));
  await withConnection(db.url, async (writer) => {
    await writer.query('begin');
    await writer.query("select pay.apply(1, 'us-east-1', $1::jsonb)", [command]);
    let isOpen = false;
    const opening = db.ledger.openEpoch(2, 'us-east-2').then(() => {
      isOpen = true;
    });
    // The opening waits for the lock.
    await until(async () => {
      const waiting = "select count(*)::text from pg_locks where locktype = 'advisory' and not granted";
      return (await db.owner.run(waiting))[0] === '1';
    });
    expect(isOpen).toBe(false);
    await writer.query('commit');
    await opening;
  });
  expect(await countOf('payments')).toBe(1);
});

test('takes a watermark of the open epoch only, and only forward', async () => {
  const before = Date.parse(await db.ledger.watermark());
  const later = new Date(before + 60_000).toISOString();
  expect(await db.ledger.advanceWatermark(1, later)).toEqual({ outcome: 'advanced' });
  await db.ledger.advanceWatermark(1, new Date(before).toISOString());
  expect(await db.ledger.watermark()).toBe(later);
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await db.ledger.advanceWatermark(1, new Date(before + 120_000).toISOString())).toEqual({
    outcome: 'stale_epoch',
    epoch: 2,
  });
  expect(await db.ledger.watermark()).toBe(later);
});
