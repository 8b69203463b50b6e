import { ArchivedLine, genesisHash, isUnbroken } from '@redoubt/contracts';
import { withConnection } from '@redoubt/embedded-postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { type ArchiveDependencies, archiveOperations, commandsMax } from '../../src/archiving/archive-operations.ts';
import { aCapture, aRefund, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

const first = { epoch: 1, originRegion: 'us-east-1' };
const second = { epoch: 2, originRegion: 'us-east-2' };

let server: LedgerServer;
let db: LedgerDatabase;
let bucket: ArchiveInMemory;
let ports: ArchiveDependencies;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  bucket = new ArchiveInMemory();
  ports = { ledger: new ArchivedLedger(db.as('maintenance')), bucket };
});
afterEach(() => db[Symbol.asyncDispose]());

const apply = (key: string, over: Parameters<typeof aCommand>[0] = {}) =>
  db.ledger.apply({ ...first, command: aCommand({ ...over, key }), appliedBy: 'consumer' });
const commandsIn = (archive: ArchiveInMemory) => archive.lines.filter(({ kind }) => kind === 'command');
const keys = () => [...bucket.objects.keys()];

test('ST3: archives every command with what it did, refusals too, as one unbroken chain', async () => {
  const payment = aCommand({ key: 'manual', capture: 'manual' });
  await apply('manual', { capture: 'manual' });
  await db.ledger.change(aCapture(payment, { key: 'part', amountMinor: '50' }), first);
  await db.ledger.change(aCapture(payment, { key: 'too much', amountMinor: '1001' }), first);
  await db.ledger.change(aVoid(payment, { key: 'rest' }), first);
  await db.ledger.change(aRefund(payment, { key: 'back', amountMinor: '20' }), first);
  expect(await archiveOperations(ports, first)).toBe(5);

  let previous = genesisHash;
  for (const line of bucket.lines) {
    expect(ArchivedLine.parse(line)).toEqual(line);
    expect(isUnbroken(line)).toBe(true);
    expect(line['previous']).toBe(previous);
    previous = String(line['hash']);
  }
  expect(
    commandsIn(bucket).map(({ operation, transfers, answer }) => ({ operation, transfers, answer })),
  ).toMatchObject([
    { operation: { operation: 'authorize', version: 2 }, transfers: [{ purpose: 'hold', amountMinor: '1050' }] },
    {
      operation: { operation: 'partial_capture', version: 3 },
      transfers: [{}, { purpose: 'capture', amountMinor: '50' }],
    },
    { answer: { outcome: 'refused', code: 'amount_over_authorized' }, transfers: [] },
    { operation: { operation: 'void', version: 4 }, transfers: [{ purpose: 'release', amountMinor: '1000' }] },
    { operation: { operation: 'partial_refund', version: 5 }, transfers: [{ purpose: 'refund', amountMinor: '20' }] },
  ]);
  expect(commandsIn(bucket)[0]).toMatchObject({
    payment: { merchantId: 'acme', amountMinor: '1050' },
    events: [{ event: { type: 'PaymentAuthorized' } }],
    accounts: expect.arrayContaining([expect.objectContaining({ accountId: 'merchant/acme/held/EUR' })]),
  });
  expect(await archiveOperations(ports, first)).toBe(0);
});

test('begins each epoch with an object, even before anything is done', async () => {
  expect(await archiveOperations(ports, first)).toBe(0);
  await db.ledger.openEpoch(2, 'us-east-2');
  await archiveOperations(ports, second);
  expect(keys()).toEqual(['ledger/operations/000001/0000000001.ndjson', 'ledger/operations/000002/0000000002.ndjson']);
  expect(bucket.lines[1]).toMatchObject({
    previousObject: keys()[0],
    previous: bucket.lines[0]?.['hash'],
    commands: 0,
  });
});

test(`holds at most ${commandsMax} commands in an object, and loses none at its end`, async () => {
  const commands = Array.from({ length: commandsMax + 1 }, (_, at) => aCommand({ key: `payment-${at}` }));
  await db.ledger.applyBatch(commands, { ...first, appliedBy: 'consumer' });
  expect(await archiveOperations(ports, first)).toBe(commandsMax + 1);
  expect(bucket.lines.filter(({ kind }) => kind === 'object').map(({ commands: count }) => count)).toEqual([
    commandsMax,
    1,
  ]);
  const ids = commandsIn(bucket).map(({ commandId }) => commandId);
  expect(new Set(ids)).toEqual(new Set(commands.map(({ commandId }) => commandId)));
});

test('stays below what the Data API answers when every field is as long as it may be', async () => {
  // 1 MiB for all rows; a row travels as a JSON string.
  const responseBytesMax = 1_048_576;
  for (let at = 0; at < commandsMax; at++) {
    const command = aCommand({
      key: `payment-${at}`,
      // Accounts of its own for each payment, and three bytes a character.
      merchantId: `merchant-${'x'.repeat(51)}${String(at).padStart(4, '0')}`,
      reference: '漢'.repeat(128),
      customerId: '漢'.repeat(64),
      correlationId: '"'.repeat(128),
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      capture: 'manual',
    });
    await db.ledger.apply({ ...first, command, appliedBy: 'request' });
  }
  const pinned = await ports.ledger.pin(first, commandsMax);
  if (pinned.outcome !== 'pinned') throw new Error(pinned.outcome);
  const commands = await ports.ledger.commandsOf(pinned.object);
  const sizes = commands.map((command) => Buffer.byteLength(JSON.stringify(JSON.stringify(command))));
  expect(sizes).toHaveLength(commandsMax);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(responseBytesMax);
});

test('leaves out what a transaction that still runs may come before', async () => {
  await apply('opens the accounts');
  await withConnection(db.url, async (slow) => {
    await slow.query('begin');
    await slow.query("select pay.apply(1, 'us-east-1', $1::jsonb)", [JSON.stringify(aCommand({ key: 'slow' }))]);
    await apply('fast');
    expect(await archiveOperations(ports, first)).toBe(1);
    await slow.query('commit');
  });
  expect(await archiveOperations(ports, first)).toBe(2);
});

test('puts the very same bytes again after a crash between put and commit, whatever was done since', async () => {
  await apply('before');
  bucket.answersLeft = 0;
  await expect(archiveOperations(ports, first)).rejects.toMatchObject({ code: 'store_unreachable' });
  const [text] = bucket.objects.values();
  await apply('after');
  bucket.answersLeft = Number.POSITIVE_INFINITY;
  expect(await archiveOperations(ports, first)).toBe(1);
  expect(await archiveOperations(ports, first)).toBe(1);
  expect(bucket.objects.get('ledger/operations/000001/0000000001.ndjson')).toBe(text);
});

test('archives each command once when several archive at the same time', async () => {
  for (const key of ['a', 'b', 'c']) await apply(key);
  await Promise.all(Array.from({ length: 6 }, () => archiveOperations(ports, first)));
  expect(commandsIn(bucket)).toHaveLength(3);
});

test('refuses to archive for a region that is no longer the writer', async () => {
  await apply('before');
  await db.ledger.openEpoch(2, 'us-east-2');
  await expect(archiveOperations(ports, first)).rejects.toMatchObject({ code: 'stale_epoch' });
  expect(keys()).toEqual([]);
});

test('ST3: goes on after a failover from what the promoted ledger knows, and writes again what never came over', async () => {
  await apply('came over');
  await archiveOperations(ports, first);
  await apply('pinned by the lost region');
  bucket.answersLeft = 0;
  await expect(archiveOperations(ports, first)).rejects.toMatchObject({ code: 'store_unreachable' });

  const survivor = new ArchiveInMemory();
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await archiveOperations({ ...ports, bucket: survivor }, second)).toBe(1);
  const [came, went] = ['ledger/operations/000001/0000000001.ndjson', 'ledger/operations/000001/0000000002.ndjson'];
  expect([...survivor.objects.keys()]).toEqual([came, 'ledger/operations/000002/0000000002.ndjson']);
  expect(survivor.objects.get(came)).toBe(bucket.objects.get(came));
  // The lost region's own second object is a dead branch: nothing goes on from it.
  expect(bucket.objects.has(went)).toBe(true);
  expect(survivor.lines.at(-2)).toMatchObject({ previousObject: came });
});

test('says so when the ledger no longer holds what was archived', async () => {
  await apply('forgotten');
  await archiveOperations(ports, first);
  await db.owner.run("update pay.inbox set fingerprint = repeat('f', 64)");
  await db.ledger.openEpoch(2, 'us-east-2');
  await expect(archiveOperations({ ...ports, bucket: new ArchiveInMemory() }, second)).rejects.toThrow(
    'and the ledger now makes it',
  );
});

test('tells how long the oldest command waits for the archive', async () => {
  const ledger = new ArchivedLedger(db.as('maintenance'));
  expect(await ledger.lagMs()).toBe(0);
  await apply('waits');
  await db.owner.run("update pay.inbox set recorded_at = now() - interval '90 s'");
  expect(await ledger.lagMs()).toBeGreaterThanOrEqual(90_000);
  await archiveOperations(ports, first);
  expect(await ledger.lagMs()).toBe(0);
});

test('lets go of the inbox only what was archived more than a day ago', async () => {
  const archivedBefore = async () => (await db.owner.run('select pay.archived_before()::text'))[0];
  const youngest = async () => (await db.owner.run('select max(transaction_id)::text from pay.inbox'))[0];
  await apply('old');
  await archiveOperations(ports, first);
  expect(await archivedBefore()).toBe(null);
  await db.owner.run("update pay.archive_objects set written_at = now() - interval '25 h'");
  expect(await archivedBefore()).toBe(await youngest());
});

test('says up to when the archive is whole, and no later than it can vouch for', async () => {
  const watermarks = () => bucket.lines.filter(({ kind }) => kind === 'object').map(({ watermark }) => watermark);
  const [early, late] = ['2036-11-21T10:00:00.000Z', '2036-11-21T10:01:00.000Z'];
  await db.owner.run(`update pay.watermarks set up_to = '2036-11-21T09:00:00.000Z'`);
  await apply('opens the accounts');
  await db.ledger.advanceWatermark(1, early);
  await archiveOperations(ports, first);
  expect(watermarks()).toEqual([early]);
  await apply('before one that still runs');
  await withConnection(db.url, async (slow) => {
    await slow.query('begin');
    await slow.query("select pay.apply(1, 'us-east-1', $1::jsonb)", [JSON.stringify(aCommand({ key: 'slow' }))]);
    await apply('after it, and vouched for');
    await db.ledger.advanceWatermark(1, late);
    expect(await archiveOperations(ports, first)).toBe(1);
    await slow.query('commit');
  });
  expect(await archiveOperations(ports, first)).toBe(2);
  expect(watermarks()).toEqual([early, early, late]);
});
