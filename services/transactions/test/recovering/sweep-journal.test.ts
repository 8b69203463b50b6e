import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweepJournal } from '../../src/recovering/sweep-journal.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

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

const sweep = (atMs: number, epoch = 1) =>
  sweepJournal(
    { ledger: db.ledger, journal, publisher, onInDoubt: ({ commandId }) => inDoubt.push(commandId) },
    { epoch, region: 'us-east-1', nowMs: startMs + atMs },
  );

test('moves the watermark over settled minutes whose commands are all booked', async () => {
  const booked = accepted('booked', 10_000);
  journal.accept(booked);
  await book(booked);
  expect(await sweep(4 * minuteMs)).toEqual({ unbooked: 0, watermarkMs: startMs + 3 * minuteMs });
  expect(Date.parse(await db.ledger.watermark())).toBe(startMs + 3 * minuteMs);
});

test('stops before the first minute that holds an unbooked command, and announces that command again', async () => {
  const lost = accepted('unbooked', minuteMs + 30_000);
  journal.accept(lost);
  expect(await sweep(5 * minuteMs)).toEqual({ unbooked: 1, watermarkMs: startMs + minuteMs });
  expect(publisher.events).toMatchObject([
    { type: 'PaymentAccepted', subject: lost.paymentId, originregion: 'us-east-1', aggregateversion: 1, data: lost },
  ]);
  await book(lost);
  expect(await sweep(5 * minuteMs)).toEqual({ unbooked: 0, watermarkMs: startMs + 4 * minuteMs });
});

test('leaves a minute alone until a minute after its end', async () => {
  expect(await sweep(2 * minuteMs - 1)).toEqual({ unbooked: 0, watermarkMs: startMs });
  expect(await sweep(2 * minuteMs)).toEqual({ unbooked: 0, watermarkMs: startMs + minuteMs });
});

test('vouches for nothing once another region has opened a newer epoch', async () => {
  await db.ledger.openEpoch(2, 'us-east-2');
  await expect(sweep(3 * minuteMs)).rejects.toMatchObject({ code: 'stale_epoch' });
  expect(Date.parse(await db.ledger.watermark())).toBe(startMs);
});
