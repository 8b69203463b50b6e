import { JournalCanary, JournalMetaItem } from '@redoubt/lambda-kit';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Execution, WriterUnreachable } from '../../src/adapters/writer-unreachable.ts';
import { probeReadiness } from '../../src/recovering/probe-readiness.ts';
import { oldestUnbooked, proveBooking } from '../../src/recovering/prove-booking.ts';
import { aCommand } from '../support/a-command.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let dynamo: LocalDynamo;
let journal: JournalInMemory;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  dynamo = await startLocalDynamo();
  journal = new JournalInMemory();
});
afterEach(async () => {
  await dynamo[Symbol.asyncDispose]();
  await db[Symbol.asyncDispose]();
});

describe('FO3: whether money can be booked', () => {
  const nowMs = Date.parse('2030-01-31T12:00:30.000Z');
  const authority = { epoch: 1, originRegion: 'us-east-1', nowMs };
  const prove = (over: Partial<typeof authority> = {}) =>
    proveBooking(
      {
        ledger: db.ledger,
        canary: new JournalCanary(dynamo),
        oldestUnbookedMs: (atMs) => oldestUnbooked({ ledger: db.ledger, journal }, atMs),
      },
      { ...authority, ...over },
    );

  test('is proved through journal and ledger, again and again, and moves nothing', async () => {
    await prove();
    expect(await prove()).toMatchObject({ outcome: 'booked', service: 'transactions', oldestUnbookedMs: 0 });
    expect(dynamo.sent.filter((name) => name === 'PutItemCommand')).toHaveLength(2);
    const [transfers] = await db.owner.run('select count(*)::text from pay.transfers');
    expect(transfers).toBe('0');
  });

  test('is open when the journal gives no answer', async () => {
    dynamo.failNext('PutItemCommand');
    await expect(prove()).rejects.toMatchObject({ code: 'journal_unreachable' });
  });

  test('is denied under an epoch that is not the ledger’s', async () => {
    expect(await prove({ epoch: 2 })).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/not_open/) });
    await db.ledger.openEpoch(2, 'us-east-2');
    expect(await prove()).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(/stale_epoch/) });
  });

  test.each<[Execution, 'is denied' | 'is open']>([
    ['no_writer', 'is denied'],
    ['refused_by_standby', 'is denied'],
    ['not_executed', 'is open'],
    ['unknown', 'is open'],
  ])('after a statement that ended as %s it %s', async (execution, is) => {
    const proved = proveBooking(
      {
        ledger: { bookCanary: () => Promise.reject(new WriterUnreachable(execution, 'gone')) },
        canary: new JournalCanary(dynamo),
        oldestUnbookedMs: async () => 0,
      },
      authority,
    );
    if (is === 'is denied') expect(await proved).toMatchObject({ outcome: 'refused', reason: 'gone' });
    else await expect(proved).rejects.toMatchObject({ code: 'writer_unreachable' });
  });

  test('comes with the age of the oldest payment that waits to be booked', async () => {
    const acceptedAt = (secondsAgo: number) => new Date(nowMs - 1_000 * secondsAgo).toISOString();
    const waiting = [20, 30, 70].map((ago) => aCommand({ key: `waiting-${ago}`, acceptedAt: acceptedAt(ago) }));
    journal.accept(...waiting);
    expect(await prove()).toMatchObject({ oldestUnbookedMs: 70_000 });
    for (const command of waiting) {
      await db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });
    }
    expect(await prove()).toMatchObject({ oldestUnbookedMs: 0 });
  });

  test('is not denied for two commands that the ledger can not take, nor for a queue that moves', async () => {
    const acceptedAt = new Date(nowMs - 70_000).toISOString();
    const broken = (at: number) => aCommand({ key: `broken-${at}`, acceptedAt, currency: 'nonsense' });
    journal.accept(broken(0), broken(1));
    expect(await prove()).toMatchObject({ oldestUnbookedMs: 0 });
    journal.accept(broken(2));
    expect(await prove()).toMatchObject({ oldestUnbookedMs: 70_000 });
    const booked = [aCommand({ key: 'booked', acceptedAt })];
    journal.accept(...booked);
    await db.ledger.applyBatch(booked, { epoch: 1, originRegion: 'us-east-1', appliedBy: 'consumer' });
    expect(await prove()).toMatchObject({ oldestUnbookedMs: 0 });
  });
});

describe('FO1: whether this region could take over', () => {
  test.each([
    ['yes: it reads the newest shape of the journal', 2, true],
    ['no: the journal holds a newer shape than it reads', 1, false],
  ])('%s', async (_, reads, ready) => {
    const meta = new JournalMetaItem(dynamo);
    await meta.raiseSchema(2);
    const probe = await probeReadiness(meta, reads);
    expect(probe).toMatchObject({ service: 'transactions', ready, journalSchema: { reads, newest: 2 } });
    expect(probe.reasons).toHaveLength(ready ? 0 : 1);
  });
});
