import { withConnection } from '@redoubt/embedded-postgres';
import { inParallel } from '@redoubt/lambda-kit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OutboxEntry } from '../../src/adapters/ledger-answers.ts';
import { Announcer } from '../../src/announcing/announcer.ts';
import { drainOutbox } from '../../src/announcing/drain-outbox.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let publisher: CollectingPublisher;
let announcer: Announcer;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  publisher = new CollectingPublisher();
  announcer = new Announcer({ ledger: db.ledger, publisher, region: 'us-east-2' });
});
afterEach(() => db[Symbol.asyncDispose]());

const apply = (key: string) =>
  db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command: aCommand({ key }), appliedBy: 'consumer' });

const read = (ageMsMin = 0) => db.ledger.outbox({ ageMsMin, batchMax: 100 });

/** Takes the wait out of the relay: every entry is old enough, and may be announced. */
const aged = {
  outbox: (limits: { batchMax: number; afterSeq?: number }) => db.ledger.outbox({ ...limits, ageMsMin: 0 }),
};
const everything = { announceable: async (entries: readonly OutboxEntry[]) => entries };

test('shows nothing above a transaction that still runs, so that nothing is ever met out of order', async () => {
  // Opens the accounts: two first payments to one merchant would wait for each other there.
  await apply('first');
  await drainOutbox(aged, announcer, everything);
  await withConnection(db.url, async (slow) => {
    await slow.query('begin');
    await slow.query("select pay.apply(1, 'us-east-1', $1::jsonb)", [JSON.stringify(aCommand({ key: 'slow' }))]);
    await apply('fast');
    expect(await read()).toEqual([]);
    await slow.query('commit');
  });
  const subjects = (await read()).map(({ event }) => event.subject);
  expect(subjects).toEqual([aCommand({ key: 'slow' }).paymentId, aCommand({ key: 'fast' }).paymentId]);
});

test('leaves young entries to whoever committed them', async () => {
  await apply('young');
  expect(await read(60_000)).toEqual([]);
  expect(await read(0)).toHaveLength(1);
});

test('announces every event once while payments are booked by others', async () => {
  // Eight writers against one relay that reads as fast as it can. A reader with a cursor over `seq` loses events here.
  const keys = Array.from({ length: 400 }, (_, at) => `payment-${at}`);
  let isWriting = true;
  const writing = inParallel(keys, 8, apply).finally(() => {
    isWriting = false;
  });
  while (isWriting) await drainOutbox(aged, announcer, everything);
  await writing;
  await drainOutbox(aged, announcer, everything);
  expect(publisher.events).toHaveLength(keys.length);
  expect(new Set(publisher.ids).size).toBe(keys.length);
  expect(await read()).toEqual([]);
});

test('announces with the region that announces as origin, whichever region booked', async () => {
  await apply('from the lost region');
  await drainOutbox(aged, announcer, everything);
  expect(publisher.events).toMatchObject([{ originregion: 'us-east-2', epoch: 1 }]);
});

test('keeps what the bus did not accept', async () => {
  await apply('refused');
  publisher.refuses = true;
  await expect(drainOutbox(aged, announcer, everything)).rejects.toMatchObject({ code: 'bus_unreachable' });
  expect(await read()).toHaveLength(1);
  publisher.refuses = false;
  expect(await drainOutbox(aged, announcer, everything)).toMatchObject({ announced: 1 });
  expect(await read()).toEqual([]);
});

test('announces together what comes while the bus is busy', async () => {
  const answers = await inParallel(
    Array.from({ length: 10 }, (_, at) => `together-${at}`),
    4,
    apply,
  );
  await Promise.all(answers.map((answer) => announcer.announce(answer.outcome === 'applied' ? answer.events : [])));
  expect(publisher.events).toHaveLength(10);
  expect(publisher.calls).toBe(2);
  expect(await read()).toEqual([]);
});

test('goes on after a refusal with what comes next', async () => {
  publisher.refuses = true;
  const first = await apply('first');
  if (first.outcome !== 'applied') throw new Error(first.outcome);
  await expect(announcer.announce(first.events)).rejects.toMatchObject({ code: 'bus_unreachable' });
  publisher.refuses = false;
  const second = await apply('second');
  if (second.outcome !== 'applied') throw new Error(second.outcome);
  await announcer.announce(second.events);
  expect(publisher.events.map(({ subject }) => subject)).toEqual([second.paymentId]);
  expect((await read()).map(({ event }) => event.subject)).toEqual([first.paymentId]);
});
