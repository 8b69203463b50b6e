import type { CreatePayment } from '@redoubt/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { retryCommand } from '../../src/recovering/retry-command.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { sweep } from '../support/recovering.ts';

const minuteMs = 60_000;

let server: LedgerServer;
let db: LedgerDatabase;
let journal: JournalInMemory;
let publisher: CollectingPublisher;
let inDoubt: string[];
/** The watermark of a new ledger. */
let startMs: number;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  journal = new JournalInMemory();
  publisher = new CollectingPublisher();
  inDoubt = [];
  startMs = Date.parse(await db.ledger.watermark());
});
afterEach(() => db[Symbol.asyncDispose]());

const accepted = (key: string, afterMs: number) =>
  aCommand({ key, acceptedAt: new Date(startMs + afterMs).toISOString() });

const book = (command: ReturnType<typeof aCommand>) =>
  db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });

const sweepAt = (atMs: number, epoch = 1) =>
  sweep(
    { ledger: db.ledger, journal, publisher, onInDoubt: ({ command }) => inDoubt.push(command.commandId) },
    { epoch, region: 'us-east-1', nowMs: startMs + atMs },
  );

test('moves the watermark over settled minutes whose commands are all booked', async () => {
  const booked = accepted('booked', 10_000);
  journal.accept(booked);
  await book(booked);
  expect(await sweepAt(4 * minuteMs)).toEqual({ unbooked: 0, watermarkMs: startMs + 3 * minuteMs });
  expect(Date.parse(await db.ledger.watermark())).toBe(startMs + 3 * minuteMs);
});

test('books what the consumer has missed, announces its acceptance again, and moves on', async () => {
  const lost = accepted('unbooked', minuteMs + 30_000);
  journal.accept(lost);
  expect(await sweepAt(5 * minuteMs)).toEqual({ unbooked: 1, watermarkMs: startMs + 4 * minuteMs });
  expect(await db.ledger.payment(lost)).toMatchObject({ status: 'captured' });
  expect(publisher.events).toMatchObject([
    { type: 'PaymentAccepted', subject: lost.paymentId, originregion: 'us-east-1', aggregateversion: 1, data: lost },
  ]);
});

const unstorable: [string, Partial<CreatePayment>][] = [
  ['a NUL in its text', { reference: 'order\u0000 7' }],
  ['half a character in its text', { reference: 'order \ud800' }],
  ['a currency that is none', { currency: 'nonsense' }],
];
test.each(unstorable)(
  'a command with %s holds the watermark for three tries and nothing else, then is set aside',
  async (_, over) => {
    const broken = { ...accepted('broken', 10_000), ...over };
    const behind = accepted('behind', minuteMs + 10_000);
    journal.accept(broken, behind);
    for (const at of [1, 2]) {
      expect(await sweepAt(3 * minuteMs)).toEqual({ unbooked: at === 1 ? 2 : 1, watermarkMs: startMs });
      expect(await db.ledger.payment(behind)).toMatchObject({ status: 'captured' });
      expect(await db.ledger.setAside('', 10)).toEqual([]);
    }
    expect(await sweepAt(3 * minuteMs)).toEqual({ unbooked: 1, watermarkMs: startMs + 2 * minuteMs });
    expect(await db.ledger.setAside('', 10)).toMatchObject([
      { commandId: broken.commandId, paymentId: broken.paymentId, merchantId: broken.merchantId, tries: 3 },
    ]);
    expect(inDoubt).toEqual([broken, broken, broken].map(({ commandId }) => commandId));
    expect(await sweepAt(4 * minuteMs)).toEqual({ unbooked: 0, watermarkMs: startMs + 3 * minuteMs });
  },
);

test('a record that this code can not read is set aside like a command that fails', async () => {
  const newer = accepted('newer', 10_000);
  journal.accept(newer);
  journal.unreadable.set(newer.commandId, 'command.type: Invalid input');
  for (const at of [0, 0, 2]) {
    expect(await sweepAt(3 * minuteMs)).toEqual({ unbooked: 1, watermarkMs: startMs + at * minuteMs });
  }
  expect(await db.ledger.setAside('', 10)).toMatchObject([
    { commandId: newer.commandId, paymentId: null, reason: expect.stringContaining('Invalid input') },
  ]);
});

test('a command that is booked after all is not in doubt any more', async () => {
  const broken = accepted('broken', 10_000);
  journal.accept(broken);
  for (let tries = 0; tries < 3; tries++) {
    await db.ledger.countFailure({ command: broken, reason: 'of a test' }, { epoch: 1, triesMax: 3 });
  }
  expect(await db.ledger.missingOf([broken.commandId])).toEqual([]);
  expect(await db.ledger.setAside('', 10)).toHaveLength(1);
  await book(broken);
  expect(await db.ledger.setAside('', 10)).toEqual([]);
});

test('a bus that takes no acceptance stops no sweep', async () => {
  journal.accept(accepted('unannounced', 10_000));
  publisher.refuses = true;
  expect(await sweepAt(3 * minuteMs)).toEqual({ unbooked: 1, watermarkMs: startMs + 2 * minuteMs });
});

test('a person retries a command that is set aside, and learns why it fails or that it is booked', async () => {
  const broken = { ...accepted('broken', 10_000), reference: 'order\u0000 7' };
  journal.accept(broken);
  for (let tries = 0; tries < 3; tries++) await sweepAt(3 * minuteMs);
  const retry = () =>
    retryCommand(broken.commandId, { ledger: db.ledger, journal }, { epoch: 1, originRegion: 'us-east-1' });
  expect(await retry()).toMatchObject({ outcome: 'in_doubt', reason: expect.stringContaining('unsupported Unicode') });
  // As after a new version that takes such text.
  journal.accept({ ...broken, reference: 'order 7' });
  expect(await retry()).toEqual({ outcome: 'booked' });
  expect(await db.ledger.setAside('', 10)).toEqual([]);
});

test('counts no failure under an epoch that is over', async () => {
  await db.ledger.openEpoch(2, 'us-east-2');
  const failure = { command: accepted('broken', 10_000), reason: 'of a test' };
  expect(await db.ledger.countFailure(failure, { epoch: 1, triesMax: 3 })).toEqual({
    outcome: 'stale_epoch',
    epoch: 2,
  });
});

test('leaves a minute alone until a minute after its end', async () => {
  expect(await sweepAt(2 * minuteMs - 1)).toEqual({ unbooked: 0, watermarkMs: startMs });
  expect(await sweepAt(2 * minuteMs)).toEqual({ unbooked: 0, watermarkMs: startMs + minuteMs });
});

test('vouches for nothing once another region has opened a newer epoch', async () => {
  await db.ledger.openEpoch(2, 'us-east-2');
  await expect(sweepAt(3 * minuteMs)).rejects.toMatchObject({ code: 'stale_epoch' });
  expect(Date.parse(await db.ledger.watermark())).toBe(startMs);
});
