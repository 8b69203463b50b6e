import { journalSchema } from '@redoubt/contracts';
import { withConnection } from '@redoubt/embedded-postgres';
import { Journal, JournalForgetter, JournalMetaItem, JournalReader, leaseViewOf } from '@redoubt/lambda-kit';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { KeptAnswers } from '../../src/adapters/kept-answers.ts';
import { changePayment } from '../../src/changing/change-payment.ts';
import { type Forgotten, forgetAnswers } from '../../src/maintaining/forget-answers.ts';
import { findMissing } from '../../src/recovering/missing-commands.ts';
import { aRefund } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

/*
 * Answers of three days ago are made by setting the times of rows back, as nobody can wait for them: the ledger's rows by
 * its superuser, the journal's by the time that its commands say. What is archived is set by the same hand.
 */
const minuteMs = 60_000;
const keptMs = 72 * 60 * minuteMs;
const now = new Date('2026-11-21T12:00:00.000Z');

let server: LedgerServer;
let db: LedgerDatabase;
let dynamo: LocalDynamo;
let journal: Journal;
let answers: KeptAnswers;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  dynamo = await startLocalDynamo();
  journal = new Journal({ table: dynamo.table, client: dynamo.client });
  answers = new KeptAnswers(db.as('maintenance'));
  await asSuperuser(
    `update pay.watermarks set up_to = '${new Date(now.getTime() - keptMs - 10 * minuteMs).toISOString()}'`,
  );
  await watermarkAt(now);
});
afterEach(async () => {
  await dynamo[Symbol.asyncDispose]();
  await db[Symbol.asyncDispose]();
});

/** Returns the number of rows. */
const asSuperuser = (sql: string) => withConnection(db.url, async (client) => (await client.query(sql)).rowCount ?? 0);
const watermarkAt = (at: Date) =>
  asSuperuser(`update pay.watermarks set up_to = '${at.toISOString()}' where name = 'journal'`);

/** Everything that was answered until now is archived, and was so a day ago. */
async function archiveAll(): Promise<void> {
  await asSuperuser(`
    insert into pay.archive_objects (ordinal, epoch, region, up_to_transaction, up_to_command, commands, hash, schema_digest, written_at)
    select max(ordinal) + 1, 1, 'us-east-1', pg_current_xact_id(), '00000000-0000-0000-0000-000000000000', 0, repeat('a', 64), repeat('b', 64),
      now() - interval '25 hours'
    from pay.archive_objects`);
}

/** A payment that was accepted, journaled and booked so long before now. */
async function aBookedPayment(key: string, ageMs: number) {
  const acceptedAt = new Date(now.getTime() - ageMs).toISOString();
  const command = aCommand({ key, acceptedAt });
  await journal.put({
    command,
    fingerprint: 'f'.repeat(64),
    epoch: 1,
    region: 'us-east-1',
    response: { status: 202, body: '{}' },
  });
  await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
  await asSuperuser(`update pay.inbox set recorded_at = '${acceptedAt}' where command_id = '${command.commandId}'`);
  return command;
}

/** The other region's replica has everything, if nothing else is said. */
let replicated: Date | undefined;
beforeEach(() => {
  replicated = now;
});

function forget(over: { now?: Date; epoch?: number; isTimeLeft?: () => boolean } = {}): Promise<Forgotten> {
  return forgetAnswers(
    {
      answers,
      journal: new JournalForgetter(dynamo),
      journalMeta: new JournalMetaItem(dynamo),
      replicas: { replicatedUpTo: async () => replicated },
    },
    { epoch: 1, peerRegion: 'us-east-2', now, isTimeLeft: () => true, ...over },
  );
}

const isAnswered = async (commandId: string) =>
  (await asSuperuser(`select 1 from pay.inbox where command_id = '${commandId}'`)) > 0;

describe('an answer', () => {
  test.each<[string, number, boolean]>([
    ['is kept 72 hours to the millisecond', keptMs, true],
    ['is forgotten a millisecond later, by the ledger', keptMs + 1, false],
  ])('%s', async (_, ageMs, isKept) => {
    const command = await aBookedPayment('key-1', ageMs);
    await archiveAll();
    await forget();
    expect(await isAnswered(command.commandId)).toBe(isKept);
  });

  test.each<[string, number, boolean]>([
    ['is kept by the journal 72 hours to the millisecond', keptMs, true],
    ['is forgotten by the journal with its minute, which has ended a millisecond later', keptMs + 1, false],
  ])('%s', async (_, ageMs, isKept) => {
    const command = await aBookedPayment('key-1', ageMs);
    await forget();
    expect((await journal.recall({ ...command, acceptedAt: now.toISOString() })) !== undefined).toBe(isKept);
  });

  test('is kept by the ledger as long as it is not archived, or has been for less than a day', async () => {
    const command = await aBookedPayment('key-1', keptMs + minuteMs);
    expect((await forget()).answers).toBe(0);
    await archiveAll();
    await asSuperuser(`update pay.archive_objects set written_at = now() - interval '23 hours' where ordinal > 0`);
    expect((await forget()).answers).toBe(0);
    expect(await isAnswered(command.commandId)).toBe(true);
  });

  test('is kept as long as a recovery may compare it with the journal: the watermark stands still', async () => {
    const command = await aBookedPayment('key-1', keptMs + minuteMs);
    await archiveAll();
    await watermarkAt(new Date(now.getTime() - 2 * minuteMs));
    expect(await forget()).toEqual({ commands: 0, answers: 0 });
    expect(await isAnswered(command.commandId)).toBe(true);
  });
});

describe('a key whose answer is forgotten', () => {
  test('is refused by journal and ledger, books nothing, and is not missed by a sweep', async () => {
    const command = await aBookedPayment('key-1', keptMs + minuteMs);
    await archiveAll();
    expect(await forget()).toEqual({ commands: 1, answers: 1 });
    const again = aCommand({ key: 'key-1', acceptedAt: now.toISOString(), amountMinor: '999' });
    const put = await journal.put({
      command: again,
      fingerprint: 'e'.repeat(64),
      epoch: 1,
      region: 'us-east-1',
      response: { status: 202, body: '{}' },
    });
    expect(put).toEqual({ kind: 'reused' });
    const applied = await db.ledger.apply({
      epoch: 1,
      originRegion: 'us-east-1',
      command: again,
      appliedBy: 'consumer',
    });
    expect(applied).toEqual({ outcome: 'key_reused' });
    // As the consumer meets it: in a batch, beside a payment that is new.
    const fresh = aCommand({ key: 'key-2', acceptedAt: now.toISOString() });
    const authority = { epoch: 1, originRegion: 'us-east-1', appliedBy: 'consumer' } as const;
    expect(await db.ledger.applyBatch([again, fresh], authority)).toMatchObject([
      { outcome: 'key_reused' },
      { outcome: 'applied', paymentId: fresh.paymentId, replayed: false },
    ]);
    expect(await db.ledger.payment(command)).toMatchObject({ amount_minor: command.amountMinor });
    expect(await db.ledger.missingOf([command.commandId])).toEqual([]);
    const slots = ['slot#2026-11-21T12:00'].flatMap((minute) =>
      Array.from({ length: 16 }, (_, shard) => `${minute}#${shard}`),
    );
    const reader = new JournalReader({ table: dynamo.table, client: dynamo.client });
    expect((await findMissing(await reader.commandIdsIn(slots), reader, db.ledger)).missing).toEqual([]);
    expect(await db.ledger.drift()).toEqual([]);
  });

  test('of a refund refunds nothing again', async () => {
    const payment = await aBookedPayment('key-1', keptMs + 2 * minuteMs);
    const acceptedAt = new Date(now.getTime() - keptMs - minuteMs).toISOString();
    const refund = aRefund(payment, { key: 'refund-1', amountMinor: '100', acceptedAt });
    const view = leaseViewOf({ epoch: 1, activeRegion: 'us-east-1', mode: 'open', stage: 'verified' }, 'us-east-1');
    const dependencies = {
      ledger: db.ledger,
      journal,
      lease: { current: async () => view },
      readModel: { changesOf: async () => [] },
    };
    await changePayment(refund, dependencies, view);
    await asSuperuser(`update pay.inbox set recorded_at = '${acceptedAt}' where command_id = '${refund.commandId}'`);
    await archiveAll();
    expect(await forget()).toEqual({ commands: 2, answers: 2 });
    await expect(changePayment(refund, dependencies, view)).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(await db.ledger.payment(payment)).toMatchObject({ refunded_minor: '100' });
  });
});

test('works off what has come of age minute by minute, and goes on where the time was over', async () => {
  for (const at of [1, 2, 3]) await aBookedPayment(`key-${at}`, keptMs + at * minuteMs);
  await archiveAll();
  await asSuperuser(
    `update pay.watermarks set up_to = '${new Date(now.getTime() - keptMs - 4 * minuteMs).toISOString()}' where name = 'forgotten'`,
  );
  let looks = 0;
  // Two of the three minutes, then the time is over.
  const first = await forget({ isTimeLeft: () => ++looks <= 3 });
  expect(first).toEqual({ commands: 2, answers: 0 });
  expect(await forget()).toEqual({ commands: 1, answers: 3 });
  expect(await forget()).toEqual({ commands: 0, answers: 0 });
});

test('forgets nothing once another region has opened a newer epoch', async () => {
  await aBookedPayment('key-1', keptMs + minuteMs);
  await archiveAll();
  await db.ledger.openEpoch(2, 'us-east-2');
  await expect(forget()).rejects.toMatchObject({ code: 'stale_epoch' });
});

test('the ledger refuses to forget what a recovery may still read', async () => {
  await expect(answers.forget(1, { before: new Date(now.getTime() + 1), batchMax: 10 })).rejects.toThrow(
    'up to the watermark',
  );
  const watermark = await answers.watermark();
  await answers.advanceForgotten(1, new Date(watermark.getTime() + 1));
  expect((await answers.forgotten()).getTime()).toBeLessThan(watermark.getTime());
});

describe('FO4: what a promoted replica could need', () => {
  test('is kept however long the replica stands still, and goes once it has caught up', async () => {
    const { commandId } = await aBookedPayment('key-1', keptMs + 5 * minuteMs);
    replicated = new Date(now.getTime() - 5 * minuteMs);
    expect((await forget()).commands).toBe(0);
    replicated = new Date(now.getTime() - 4 * minuteMs);
    expect((await forget()).commands).toBe(1);
    expect(await new JournalReader(dynamo).commandsOf([commandId])).toEqual([]);
  });

  test('is kept while nothing is known of the replica', async () => {
    await aBookedPayment('key-1', keptMs + 5 * minuteMs);
    replicated = undefined;
    expect(await forget()).toEqual({ commands: 0, answers: 0 });
    expect(await new JournalMetaItem(dynamo).read()).toEqual({ schema: journalSchema });
  });

  test('is said to be gone before it goes', async () => {
    await aBookedPayment('key-1', keptMs + 2 * minuteMs);
    dynamo.failNext('DeleteItemCommand');
    await expect(forget()).rejects.toMatchObject({ code: 'journal_unreachable' });
    const { forgottenUpTo = '' } = await new JournalMetaItem(dynamo).read();
    expect(Date.parse(forgottenUpTo)).toBeGreaterThan(now.getTime() - keptMs - 2 * minuteMs);
    expect(Date.parse(forgottenUpTo)).toBeLessThanOrEqual(now.getTime() - keptMs);
  });
});
