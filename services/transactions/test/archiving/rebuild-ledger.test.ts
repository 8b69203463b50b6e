import {
  archivedOperationsPrefix,
  archivedRollsPrefix,
  type ChangeCommand,
  ChangeOutcome,
  type CreatePayment,
  type Terms,
} from '@redoubt/contracts';
import { withConnection } from '@redoubt/embedded-postgres';
import { ArchiveError, rebuildLedger, verifyRebuild } from '@redoubt/ledger-archive';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { type ArchiveDependencies, archiveOperations } from '../../src/archiving/archive-operations.ts';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { rollUpArchive } from '../../src/archiving/roll-up-archive.ts';
import { expirePayment } from '../../src/domain/expire-payment.ts';
import { aCapture, anApproval, aRefund, aRejection, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { aTermsChange, theTerms } from '../support/a-setting.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, ledgerBundle, startLedgerServer } from '../support/ledger-database.ts';
import { PgStatements } from '../support/pg-statements.ts';
import { recoverToTheEnd } from '../support/recovering.ts';
import { wholeLedgerOf } from '../support/whole-ledger.ts';

/*
 * Goal: whatever the ledger does, it can be made again from its archive alone, every row of its history as it was.
 *
 * Method: a ledger is driven at random: payments of all kinds, single and in batches, changes that are applied and refused,
 * outcomes that a lost region had answered, expiries, new epochs; it is archived in between. Then a second ledger is made from
 * the archive and compared row by row.
 */
const seed = Number(process.env['LEDGER_SEED'] ?? Date.now() % 2_147_483_647);

let server: LedgerServer;
let db: LedgerDatabase;
let archive: ArchiveInMemory;
let ports: ArchiveDependencies;
let authority: { readonly epoch: number; readonly originRegion: string };
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  archive = new ArchiveInMemory();
  ports = { ledger: new ArchivedLedger(db.as('maintenance')), bucket: archive };
  authority = { epoch: 1, originRegion: 'us-east-1' };
  await archiveSchema(archive, ledgerBundle);
});
afterEach(() => db[Symbol.asyncDispose]());

const archived = () => archiveOperations(ports, authority);
const create = (command: CreatePayment, appliedBy: 'consumer' | 'request' = 'consumer') =>
  db.ledger.apply({ ...authority, command, appliedBy });
const change = (command: ChangeCommand) => db.ledger.change(command, authority);

/** Twice: the second replaces a version that is replaced already, and is refused. */
async function changeTerms(merchantId: string, over: Partial<Terms>): Promise<void> {
  const { version } = await db.ledger.merchantTerms(merchantId);
  const terms = { ...theTerms, ...over };
  for (const kind of ['in time', 'too late']) {
    const command = aTermsChange({ key: `${kind} ${version}`, merchantId, expectedVersion: version, terms });
    await db.ledger.changeSetting(command, authority);
  }
}

async function failOver(): Promise<void> {
  authority = { epoch: authority.epoch + 1, originRegion: authority.epoch % 2 === 1 ? 'us-east-2' : 'us-east-1' };
  await db.ledger.openEpoch(authority.epoch, authority.originRegion);
  await db.ledger.finishRecovery(authority.epoch);
}

async function verified() {
  await using fresh = await server.emptyDatabase();
  return await verifyRebuild({ store: archive, url: fresh.url, ledgerUrl: db.url, waitMsMax: 1_000 });
}

const aStep = fc.record({
  kind: fc.constantFrom(
    'create',
    'batch',
    'capture',
    'capture',
    'void',
    'refund',
    'answered refund',
    'approve',
    'terms',
    'reject',
    'expire',
    'archive',
    'fail over',
  ),
  payment: fc.nat({ max: 5 }),
  amountMinor: fc.option(fc.bigInt({ min: 1n, max: 1_200n }), { nil: undefined }),
  isManual: fc.boolean(),
  currency: fc.constantFrom('EUR', 'JPY'),
});

test(`ST3: a ledger that is made from its archive equals the one that wrote it (seed ${seed})`, async () => {
  console.info(`rebuild: seed ${seed}, repeat with LEDGER_SEED=${seed}`);
  let made = 0;
  const payments: CreatePayment[] = [];
  const aPayment = (over: Partial<CreatePayment>) => {
    made += 1;
    // Above the merchant's limit from time to time: rejected.
    const amountMinor = made % 17 === 0 ? '1000000001' : '1000';
    const merchantId = `merchant-${made % 4}`;
    const optional =
      made % 2 === 0
        ? {}
        : { reference: `größe "${made}"\n\\`, customerId: `customer-${made}`, canary: made % 3 === 0 };
    // Some were accepted long ago, so that their terms are over; some wait for a review.
    const acceptedAt = made % 3 === 0 ? '2026-10-01T10:00:00.000Z' : '2036-11-21T10:00:00.000Z';
    // Some end sooner than the terms say.
    const hold = made % 4 === 0 ? { holdSeconds: made } : {};
    const review = made % 5 === 0 ? { review: ['facts_unknown', 'amount_unusual'] } : {};
    const command = aCommand({
      ...over,
      ...optional,
      ...review,
      ...hold,
      key: `payment-${made}`,
      acceptedAt,
      amountMinor,
      merchantId,
    });
    payments.push(command);
    return command;
  };
  // Of another fee, half of which goes back with a refund.
  await changeTerms('merchant-1', { fee_fixed_minor: '30', fee_minor_min: '35', fee_refund_basis_points: 5_000 });
  const script = fc.sample(aStep, { seed, numRuns: 400 });
  for (const [at, { kind, payment: which, amountMinor, isManual, currency }] of script.entries()) {
    const terms = { currency, capture: isManual ? 'manual' : 'automatic' } as const;
    const payment = payments.at(-1 - which);
    const asked = { key: `change-${at}`, ...(amountMinor === undefined ? {} : { amountMinor: String(amountMinor) }) };
    if (kind === 'archive') await archived();
    else if (kind === 'fail over') await failOver();
    else if (kind === 'batch') {
      const commands = Array.from({ length: 3 }, () => aPayment(terms));
      await db.ledger.applyBatch(commands, { ...authority, appliedBy: 'recovery' });
    } else if (kind === 'create' || payment === undefined)
      await create(aPayment(terms), made % 2 === 0 ? 'request' : 'consumer');
    else if (kind === 'capture') await change(aCapture(payment, asked));
    else if (kind === 'void') await change(aVoid(payment, { key: asked.key }));
    else if (kind === 'refund') await change(aRefund(payment, asked));
    else if (kind === 'approve') await change(anApproval(payment, { key: asked.key }));
    else if (kind === 'reject') await change(aRejection(payment, { key: asked.key }));
    else if (kind === 'terms') await changeTerms('merchant-2', { fee_basis_points: at, hold_days: 1 + (at % 30) });
    else if (kind === 'expire') {
      const [due] = await db.ledger.expiredPayments(undefined, 1);
      if (due !== undefined) await db.ledger.change(expirePayment(due, '2036-11-28T10:00:00.000Z'), authority);
    } else {
      const outcome = ChangeOutcome.parse({
        ...{
          outcome: 'applied',
          operation: 'partial_refund',
          amountMinor: '700',
          feeMinor: '0',
          paymentId: payment.paymentId,
        },
        ...{
          merchantId: payment.merchantId,
          currency: payment.currency,
          status: 'captured',
          version: 3,
          recordedAt: payment.acceptedAt,
        },
      });
      await db.ledger.applyRecorded(
        [{ command: aRefund(payment, { ...asked, amountMinor: '700' }), outcome }],
        authority,
      );
    }
  }
  await archived();
  expect(await db.ledger.drift()).toEqual([]);

  const { rebuilt, comparison } = await verified();
  expect(comparison.differences).toEqual([]);
  expect(comparison.isEqual).toBe(true);
  expect(rebuilt.unfinished).toEqual([]);
  expect(rebuilt.epoch).toBe(authority.epoch);
  const [commands] = await db.owner.run('select count(*)::text from pay.inbox');
  expect(String(rebuilt.commands)).toBe(commands);
  expect(comparison.tables.find(({ table }) => table === 'pay.inbox')?.rows).toBe(rebuilt.commands);
  const shortfalls = await db.owner.run("select count(*)::text from pay.transfers where purpose = 'shortfall'");
  expect(Number(shortfalls[0])).toBeGreaterThan(0);
});

test('A12 a rebuild from rolled objects alone equals one from the small ones', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    await create(aCommand({ key }));
    await archived();
    if (key === 'c') await failOver();
  }
  const small = await verified();
  const request = { epoch: authority.epoch, now: new Date('2026-11-28T10:00:00.000Z'), isTimeLeft: () => true };
  await rollUpArchive({ bucket: archive }, request);
  for (const key of [...archive.objects.keys()]) {
    if (key.startsWith(archivedOperationsPrefix)) archive.objects.delete(key);
  }
  const rolled = await verified();
  expect([...archive.objects.keys()].filter((key) => key.startsWith(archivedRollsPrefix))).toHaveLength(2);
  expect(rolled.rebuilt).toEqual(small.rebuilt);
  expect(rolled.rebuilt.commands).toBe(5);
  expect(rolled.comparison.differences).toEqual([]);
  expect(rolled.comparison.isEqual).toBe(true);
});

test('finds every kind of difference, and names table, key and columns', async () => {
  const payment = aCommand({ key: 'a' });
  await create(payment);
  await create(aCommand({ key: 'b' }));
  await archived();
  await db.owner.run(
    `update pay.payments set amount_minor = amount_minor + 1 where payment_id = '${payment.paymentId}'`,
  );
  await db.owner.run(`delete from pay.transfers where payment_id = '${payment.paymentId}' and purpose = 'fee'`);
  await db.owner.run(
    "insert into pay.operations select gen_random_uuid(), 'pay_of_nobody', version, operation, epoch, origin_region, applied_by, correlation_id from pay.operations limit 1",
  );
  const { comparison } = await verified();
  expect(comparison.isEqual).toBe(false);
  expect(comparison.differences).toMatchObject([
    { table: 'pay.balances', kind: 'differs', columns: ['balance_minor'] },
    { table: 'pay.balances', kind: 'differs', columns: ['balance_minor'] },
    { table: 'pay.operations', kind: 'only_in_ledger' },
    { table: 'pay.payments', kind: 'differs', columns: ['amount_minor'], key: JSON.stringify([payment.paymentId]) },
    { table: 'pay.transfers', kind: 'only_rebuilt', key: expect.stringContaining(payment.paymentId) },
  ]);
});

test('forgives a ledger that has forgotten an answer after three days, and not before', async () => {
  await create(aCommand({ key: 'old' }));
  await create(aCommand({ key: 'young' }));
  const age = (key: string, hours: number) =>
    db.owner.run(
      `update pay.inbox set recorded_at = now() - interval '${hours} h' where command_id = '${aCommand({ key }).commandId}'`,
    );
  await age('old', 73);
  await age('young', 71);
  await archived();
  await db.owner.run("delete from pay.inbox where recorded_at < now() - interval '70 h'");
  const { comparison } = await verified();
  expect(comparison.tables.find(({ table }) => table === 'pay.inbox')).toMatchObject({
    rows: 2,
    differences: 1,
    forgotten: 1,
  });
});

test('leaves out a change at the archive’s end that lacks the one before it', async () => {
  const payment = aCommand({ key: 'manual', capture: 'manual' });
  await create(payment);
  await change(aCapture(payment, { key: 'first', amountMinor: '10' }));
  await change(aCapture(payment, { key: 'second', amountMinor: '20' }));
  // As transactions that overlap leave it: the later change has the lower number.
  const ids = (await db.owner.run('select transaction_id::text from pay.inbox order by 1')).map(Number);
  await db.owner.run(
    `update pay.inbox set transaction_id = '${(ids[2] ?? 0) + 1}' where command_id = '${aCapture(payment, { key: 'first' }).commandId}'`,
  );
  const pinned = await ports.ledger.pin(authority, 2);
  expect(pinned).toMatchObject({ object: { commands: 2 } });
  // Only the object that is pinned, because it is not full: the third command comes too late for the archive.
  await archived();
  await using fresh = await server.emptyDatabase();
  const rebuilt = await rebuildLedger({ store: archive, url: fresh.url });
  expect(rebuilt.unfinished).toEqual([aCapture(payment, { key: 'second' }).commandId]);
});

test('does not compare with a ledger that does more than is archived', async () => {
  await create(aCommand({ key: 'archived' }));
  await archived();
  await create(aCommand({ key: 'not archived' }));
  await using fresh = await server.emptyDatabase();
  const verifying = verifyRebuild({ store: archive, url: fresh.url, ledgerUrl: db.url, waitMsMax: 0 });
  await expect(verifying).rejects.toThrow(
    new ArchiveError('ledger_busy', 'there was no moment in which all was archived; now 1 commands are not'),
  );
});

test('tells what a lost region archived that the surviving ledger has never seen', async () => {
  await create(aCommand({ key: 'came over' }));
  await archived();
  const survivor = new ArchiveInMemory();
  for (const [key, text] of archive.objects) survivor.objects.set(key, text);
  await create(aCommand({ key: 'went with the region' }));
  await archived();
  await failOver();
  // The promoted ledger: as if its last commands had never reached it.
  await db.owner.run('delete from pay.archive_objects where ordinal = 2');
  for (const table of ['inbox', 'operations']) {
    await db.owner.run(
      `delete from pay.${table} where command_id = '${aCommand({ key: 'went with the region' }).commandId}'`,
    );
  }
  await archived();
  await using fresh = await server.emptyDatabase();
  const rebuilt = await rebuildLedger({ store: archive, url: fresh.url });
  expect(rebuilt.commands).toBe(1);
  expect(rebuilt.deadBranches).toEqual([
    {
      key: 'ledger/operations/000001/0000000002.ndjson',
      commands: 1,
      unknownCommands: [aCommand({ key: 'went with the region' }).commandId],
    },
  ]);
});

test('takes payments again under the next epoch', async () => {
  await create(aCommand({ key: 'before' }));
  await archived();
  await using fresh = await server.emptyDatabase();
  await rebuildLedger({ store: archive, url: fresh.url });
  await withConnection(fresh.url, async (client) => {
    const apply = async (key: string, epoch: number) =>
      (
        await client.query('select pay.apply($1, $2, $3)::jsonb as answer', [
          epoch,
          'us-east-1',
          JSON.stringify(aCommand({ key })),
        ])
      ).rows[0].answer;
    expect(await apply('before', 1)).toMatchObject({ outcome: 'applied', replayed: true });
    expect(await apply('after', 2)).toMatchObject({ outcome: 'epoch_not_open' });
    await client.query("select pay.open_epoch(2, 'us-east-2')");
    expect(await apply('after', 2)).toMatchObject({ outcome: 'applied', replayed: false });
    expect((await client.query('select * from pay.check_drift()')).rows).toEqual([]);
  });
});

test('ST3: archive and journal together lose nothing that was acknowledged, when no ledger is left', async () => {
  const journal = new JournalInMemory();
  const nowMs = Date.parse(await db.ledger.watermark()) + 300_000;
  const at = (secondsAgo: number) => new Date(nowMs - 1_000 * secondsAgo).toISOString();
  const held = aCommand({ key: 'held', capture: 'manual', acceptedAt: at(280) });
  journal.accept(held);
  await create(held);
  await db.ledger.advanceWatermark(1, at(240));
  await archived();
  // After the archive's end: a payment, and a change of one that it holds.
  const late = aCommand({ key: 'late', acceptedAt: at(60) });
  journal.accept(late);
  await create(late);
  const capture = aCapture(held, { amountMinor: '400', acceptedAt: at(50) });
  journal.answer(capture, ChangeOutcome.parse(await change(capture)));

  await using fresh = await server.emptyDatabase();
  const rebuilt = await rebuildLedger({ store: archive, url: fresh.url });
  expect(rebuilt).toMatchObject({ commands: 1, watermark: at(240) });
  await using sessions = new AsyncDisposableStack();
  const ledger = wholeLedgerOf((role) => sessions.use(new PgStatements(fresh.url, { role: `pay_${role}` })));
  await ledger.openEpoch(2, 'us-east-2');
  const publisher = new CollectingPublisher();
  const recovered = await recoverToTheEnd({ ledger, journal, publisher }, { epoch: 2, region: 'us-east-2', nowMs });

  expect(recovered).toMatchObject({ applied: 2, inDoubt: 0 });
  for (const { paymentId } of [held, late]) {
    const { booked_at: _, updated_at: __, ...found } = (await ledger.payment({ paymentId, merchantId: 'acme' })) ?? {};
    expect(await db.ledger.payment({ paymentId, merchantId: 'acme' })).toMatchObject(found);
  }
  expect(await ledger.drift()).toEqual([]);
});
