import { cursorLengthMax, eventIdOf } from '@redoubt/contracts';
import { FaultError } from '@redoubt/lambda-kit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { drainOutbox } from '../../src/announcing/drain-outbox.ts';
import { recoverLedger } from '../../src/recovering/recover-ledger.ts';
import type { Failure } from '../../src/recovering/set-aside.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd } from '../support/recovering.ts';

let server: LedgerServer;
let db: LedgerDatabase;
let journal: JournalInMemory;
let publisher: CollectingPublisher;
let inDoubt: Failure['command'][];
/** Now, on the ledger's clock: the watermark is the minute of its migration. */
let nowMs: number;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await server.ledgerDatabase();
  journal = new JournalInMemory();
  publisher = new CollectingPublisher();
  inDoubt = [];
  nowMs = Date.parse(await db.ledger.watermark()) + 150_000;
});
afterEach(() => db[Symbol.asyncDispose]());

const accepted = (key: string, secondsAgo: number) =>
  aCommand({ key, acceptedAt: new Date(nowMs - secondsAgo * 1_000).toISOString() });

const book = (command: ReturnType<typeof aCommand>) =>
  db.ledger.apply({ epoch: 1, originRegion: 'us-east-1', command, appliedBy: 'consumer' });

function recover(over: { readonly epoch?: number } = {}) {
  return recoverToTheEnd(
    { ledger: db.ledger, journal, publisher, onInDoubt: ({ command }) => inDoubt.push(command) },
    { epoch: 2, region: 'us-east-2', nowMs, ...over },
  );
}

const operations = async () =>
  (
    await db.owner.run('select jsonb_build_array(payment_id, epoch, applied_by, origin_region) from pay.operations')
  ).map((row) => JSON.parse(row ?? ''));

test('applies exactly what the journal has and the ledger lacks', async () => {
  const kept = accepted('kept', 90);
  const lost = [accepted('lost 1', 60), accepted('lost 2', 1)];
  journal.accept(kept, ...lost);
  await book(kept);
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ examined: 3, applied: 2, inDoubt: 0 });
  expect((await operations()).sort()).toEqual(
    [
      [kept.paymentId, 1, 'consumer', 'us-east-1'],
      ...lost.map(({ paymentId }) => [paymentId, 2, 'recovery', 'us-east-2']),
    ].sort(),
  );
  expect(await db.ledger.drift()).toEqual([]);
});

test('finds nothing left to apply the second time', async () => {
  journal.accept(accepted('lost', 60), accepted('lost too', 30));
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ examined: 2, applied: 2 });
  expect(await recover()).toMatchObject({ examined: 2, applied: 0, inDoubt: 0 });
  expect(await operations()).toHaveLength(2);
});

test('counts a command once that was retried into another minute', async () => {
  const lost = accepted('retried', 60);
  journal.accept(lost, lost);
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ examined: 1, applied: 1 });
});

test('looks at a minute ahead, because the lost region’s clock may have been', async () => {
  journal.accept(accepted('from the future', -50));
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ applied: 1 });
});

test('announces what the lost bus may have swallowed; what was applied again is in the outbox, for the relay', async () => {
  const kept = accepted('kept', 90);
  const lost = accepted('lost', 10);
  journal.accept(kept, lost);
  await book(kept);
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ announced: 3 });
  // So that nobody books them again in front of new payments.
  expect(publisher.events.map(({ reannounced }) => reannounced)).toEqual([true, true, true]);
  await drainOutbox(db.ledger, new Announcer({ ledger: db.ledger, publisher, region: 'us-east-2' }), {
    ageMsMin: 0,
    announceable: async (entries) => entries,
  });
  const idOf = ({ paymentId, commandId }: { paymentId: string; commandId: string }, version: number, type: string) =>
    eventIdOf({ aggregateId: paymentId, version, type, commandId });
  expect([...new Set(publisher.ids)].sort()).toEqual(
    [lost, kept]
      .flatMap((command) => [idOf(command, 1, 'PaymentAccepted'), idOf(command, 2, 'PaymentCaptured')])
      .sort(),
  );
  expect(new Set(publisher.events.map(({ originregion }) => originregion))).toEqual(new Set(['us-east-2']));
});

test('announces again across more events than one page holds', async () => {
  const kept = Array.from({ length: 450 }, (_, at) => accepted(`kept-${at}`, 90));
  await Promise.all(kept.map(book));
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ announced: kept.length });
  expect(new Set(publisher.ids).size).toBe(kept.length);
});

test('refuses to recover under an epoch that is not open, and books nothing', async () => {
  journal.accept(accepted('lost', 60));
  await expect(recover()).rejects.toMatchObject({ code: 'epoch_not_open' });
  await db.ledger.openEpoch(3, 'us-east-1');
  await expect(recover()).rejects.toMatchObject({ code: 'stale_epoch' });
  expect(await operations()).toEqual([]);
});

test('goes on past a command that the ledger can not take, and reports it', async () => {
  const broken = { ...accepted('broken', 60), currency: 'nonsense' };
  const lost = accepted('lost', 30);
  journal.accept(broken, lost);
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ examined: 2, applied: 1, inDoubt: 1 });
  expect(inDoubt.map(({ commandId }) => commandId)).toEqual([broken.commandId]);
});

test('goes on past text that no database can store, and past a record that this code can not read', async () => {
  const broken = { ...accepted('broken', 60), reference: 'order\u0000 7' };
  const halved = { ...accepted('halved', 60), reference: 'order \ud800' };
  const newer = accepted('newer', 50);
  const lost = Array.from({ length: 3 }, (_, at) => accepted(`lost-${at}`, 30));
  journal.accept(broken, halved, newer, ...lost);
  journal.unreadable.set(newer.commandId, 'command.type: Invalid input');
  await db.ledger.openEpoch(2, 'us-east-2');
  expect(await recover()).toMatchObject({ examined: 6, applied: 3, inDoubt: 2, setAside: 1 });
  expect(new Set(inDoubt.map(({ commandId }) => commandId))).toEqual(
    new Set([broken, halved, newer].map(({ commandId }) => commandId)),
  );
  expect(await db.ledger.finishRecovery(2)).toEqual({ outcome: 'recovered' });
});

test('goes on where a page has ended, minute by minute, and applies each command once', async () => {
  const lost = Array.from({ length: 12 }, (_, at) => accepted(`lost-${at}`, 10 * at));
  journal.accept(...lost);
  await db.ledger.openEpoch(2, 'us-east-2');
  const dependencies = {
    ledger: db.ledger,
    journal,
    publisher,
    onInDoubt: () => expect.unreachable(),
    onUnannounced: () => {},
  };
  const page = { epoch: 2, originRegion: 'us-east-2', nowMs, isTimeLeft: () => false };
  const first = await recoverLedger(dependencies, page);
  expect(first.next?.length).toBeLessThanOrEqual(cursorLengthMax);
  // The same page again, as after an answer that was lost.
  const again = await recoverLedger(dependencies, page);
  expect(again).toMatchObject({ next: first.next, applied: 0 });
  expect((await recover()).applied + first.applied).toBe(lost.length);
  expect(await operations()).toHaveLength(lost.length);
});

test('goes on past an event that the bus refuses', async () => {
  const [refused, other] = [accepted('refused', 90), accepted('other', 80)];
  journal.accept(refused, other);
  for (const command of [refused, other]) await book(command);
  await db.ledger.openEpoch(2, 'us-east-2');
  const picky: Pick<CollectingPublisher, 'publish'> = {
    publish: async (events) => {
      if (events.some(({ subject }) => subject === refused.paymentId)) {
        throw new FaultError('bus_unreachable', 'refused by the test');
      }
      await publisher.publish(events);
    },
  };
  const recovered = await recoverToTheEnd(
    { ledger: db.ledger, journal, publisher: picky },
    { epoch: 2, region: 'us-east-2', nowMs },
  );
  expect(recovered).toMatchObject({ examined: 2, announced: 2 });
  expect(publisher.events.map(({ subject }) => subject)).toContain(other.paymentId);
});

test('can be tried again when the bus gave no answer', async () => {
  journal.accept(accepted('lost', 30));
  await db.ledger.openEpoch(2, 'us-east-2');
  publisher.refuses = true;
  await expect(recover()).rejects.toMatchObject({ code: 'bus_unreachable' });
  publisher.refuses = false;
  expect(await recover()).toMatchObject({ examined: 1, applied: 0 });
  // Its event is still in the outbox, where the relay finds it.
  expect(await db.ledger.outbox({ ageMsMin: 0, batchMax: 10 })).toHaveLength(1);
});
