import {
  type ChangeCommand,
  ChangeOutcome,
  type CreatePayment,
  type EventOf,
  type PaymentStatus,
  type PaymentVoided,
} from '@redoubt/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { drainOutbox } from '../../src/announcing/drain-outbox.ts';
import { expirePayments } from '../../src/changing/expire-payments.ts';
import { expirePayment } from '../../src/domain/expire-payment.ts';
import { aCapture, aRefund, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd, sweep } from '../support/recovering.ts';

/*
 * Goal: a merchant that keeps the highest webhook of a payment by `order`, then `epoch`, and drops repeats by their id, knows how the
 * payment stands, whatever was lost with a region and in whatever order webhooks come.
 *
 * Method: random changes of one payment in two ledgers. The first of them are replicated; the rest are lost with their region. What was
 * answered there is in the journal, and was announced; what was not is in neither. The survivor recovers, decides changes of its own, and
 * gets by the sweep what was journaled late. The merchant gets the events of both, each once, in an order that chance gives.
 */
let server: LedgerServer;
/** Ledgers of the region that is lost and of the survivor. Each world has a payment and two epochs of its own. */
let lost: LedgerDatabase;
let promoted: LedgerDatabase;
let epoch = -1;
beforeAll(async () => {
  server = await startLedgerServer();
  [lost, promoted] = [await server.ledgerDatabase(), await server.ledgerDatabase()];
});
afterAll(async () => {
  await lost[Symbol.asyncDispose]();
  await promoted[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

type Change = readonly ['capture' | 'refund' | 'void', number];
interface Course {
  /** Changes that are replicated. */
  readonly replicated: readonly Change[];
  /** Changes that are lost, and what is journaled of them: before the recovery, after it, or never. */
  readonly lost: readonly (readonly [Change, 'journaled' | 'late' | 'unanswered'])[];
  /** Changes that the survivor decides. */
  readonly later: readonly Change[];
  readonly shuffle: number;
}

const change = fc.tuple(
  fc.constantFrom('capture', 'capture', 'refund', 'refund', 'void'),
  fc.integer({ min: 1, max: 30 }),
);
const course: fc.Arbitrary<Course> = fc.record({
  replicated: fc.array(change, { maxLength: 3 }),
  lost: fc.array(fc.tuple(change, fc.constantFrom('journaled', 'journaled', 'late', 'unanswered')), { maxLength: 6 }),
  later: fc.array(change, { maxLength: 2 }),
  shuffle: fc.integer({ min: 0, max: 1_000_000 }),
});

type Event = Omit<EventOf<typeof PaymentVoided>, 'type'> & { readonly type: string };
interface Standing {
  readonly status: PaymentStatus | undefined;
  readonly sums: readonly (string | undefined)[];
}

test('11.A1: the highest webhook by order and epoch says how the payment stands, whatever a failover took', async () => {
  await fc.assert(
    fc.asyncProperty(course, async (drawn) => {
      const world = await newWorld();
      await world.play(drawn);
      const events = await world.announced();
      const places = events.map((event) => `${orderOf(event)} ${event.epoch}`);
      expect(new Set(places).size, 'a place for each').toBe(events.length);
      expect(known(shuffled(events, drawn.shuffle))).toEqual(await world.standing());
    }),
    { numRuns: Number(process.env['ORDER_RUNS'] ?? 30), ...seedOf(process.env) },
  );
});

test('11.A1: what an answer that was lost had pushed up does not look older than what was announced', async () => {
  const world = await newWorld();
  const lost = [
    [['capture', 10], 'unanswered'],
    [['capture', 20], 'journaled'],
  ] as const;
  await world.play({ replicated: [], lost, later: [], shuffle: 0 });
  const [first, second] = (await world.announced()).filter(({ type }) => type === 'PaymentPartiallyCaptured');
  expect([first, second]).toMatchObject([
    { aggregateversion: 4, data: { capturedMinor: '30', order: 4 } },
    { aggregateversion: 3, data: { capturedMinor: '20', order: 4 } },
  ]);
});

test('11.A1: an expiry that was announced and lost is announced again, or what the survivor decided instead is newer', async () => {
  const world = await newWorld({ holdIsOver: true });
  await world.expireInLostRegion();
  await world.promote();
  expect(await world.expire()).toBe(1);
  expect((await world.announced()).filter(({ type }) => type === 'PaymentExpired')).toHaveLength(1);

  const other = await newWorld({ holdIsOver: true });
  await other.expireInLostRegion();
  await other.promote();
  await other.decide(aVoid(other.payment, { key: 'instead' }));
  const events = await other.announced();
  expect(events).toContainEqual(expect.objectContaining({ type: 'PaymentExpired' }));
  expect(known(events)).toMatchObject({ status: 'voided' });
});

/** The rule that merchants are given. */
function known(events: readonly Event[]): Standing {
  const seen = new Set<string>();
  let newest: Event | undefined;
  for (const event of events) {
    if (seen.has(event.id)) continue;
    seen.add(event.id);
    if (newest === undefined || isNewer(event, newest)) newest = event;
  }
  const { status, heldMinor, capturedMinor, refundedMinor } = newest?.data ?? {};
  // The event of an authorization says no sums: it is of the whole amount.
  return status === undefined
    ? { status: 'authorized', sums: ['100', '0', '0'] }
    : { status, sums: [heldMinor, capturedMinor, refundedMinor] };
}

const orderOf = ({ data, aggregateversion }: Event) => data.order ?? aggregateversion;
const isNewer = (one: Event, other: Event) =>
  orderOf(one) > orderOf(other) || (orderOf(one) === orderOf(other) && one.epoch > other.epoch);

async function newWorld({ holdIsOver = false } = {}) {
  epoch += 2;
  const before = { epoch, originRegion: 'us-east-1' };
  const after = { epoch: epoch + 1, originRegion: 'us-east-2' };
  for (const { ledger } of [lost, promoted]) {
    await ledger.openEpoch(before.epoch, before.originRegion);
    await ledger.finishRecovery(before.epoch);
  }
  const journal = new JournalInMemory();
  const publisher = new CollectingPublisher();
  const lostEvents: Event[] = [];
  const nowMs = Date.parse(await promoted.ledger.watermark()) + 150_000;
  const ago = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString();
  const acceptedAt = holdIsOver ? '2020-01-01T12:00:00.000Z' : ago(140);
  const payment: CreatePayment = aCommand({
    key: `payment-${epoch}`,
    amountMinor: '100',
    capture: 'manual',
    acceptedAt,
  });
  for (const { ledger } of [lost, promoted]) await ledger.apply({ ...before, command: payment, appliedBy: 'consumer' });
  let made = 0;

  const commandOf = ([kind, part]: Change): ChangeCommand => {
    made += 1;
    const wanted = { key: `change-${before.epoch}-${made}`, acceptedAt: ago(120 - made) };
    if (kind === 'void') return aVoid(payment, wanted);
    const amount = { ...wanted, amountMinor: String(part) };
    return kind === 'capture' ? aCapture(payment, amount) : aRefund(payment, amount);
  };
  const { ledger } = promoted;
  const parts = { ledger, journal, publisher };
  const announcer = new Announcer({ ledger, publisher, region: 'us-east-2' });

  return {
    payment,
    promote: async () => {
      await ledger.openEpoch(after.epoch, 'us-east-2');
      await recoverToTheEnd(parts, { epoch: after.epoch, region: 'us-east-2', nowMs });
    },
    decide: (command: ChangeCommand) => ledger.change(command, after),
    async play({ replicated, lost: drawn, later }: Course) {
      for (const [command, authority] of replicated.map((one) => [commandOf(one), before] as const)) {
        for (const database of [lost, promoted]) await database.ledger.change(command, authority);
      }
      const late: (() => void)[] = [];
      for (const [one, fate] of drawn) {
        const command = commandOf(one);
        const answer = await lost.ledger.change(command, before);
        if (fate === 'unanswered') continue;
        const keep = () => journal.answer(command, ChangeOutcome.parse(answer));
        if (fate === 'late') late.push(keep);
        else keep();
        if ('events' in answer) lostEvents.push(...answer.events.map(({ event }) => event as Event));
      }
      await this.promote();
      for (const one of later) await ledger.change(commandOf(one), after);
      for (const keep of late) keep();
      await sweep(parts, { epoch: after.epoch, region: 'us-east-2', nowMs: nowMs + 120_000 });
    },
    async expireInLostRegion() {
      const due = (await lost.ledger.expiredPayments(undefined, 100)).find(
        ({ paymentId }) => paymentId === payment.paymentId,
      );
      if (due === undefined) throw new Error('nothing is due');
      const answer = await lost.ledger.change(expirePayment(due, new Date().toISOString()), before);
      const [entry] = 'events' in answer ? answer.events : [];
      if (entry === undefined) throw new Error('nothing is expired');
      lostEvents.push(entry.event as Event);
    },
    expire: () =>
      expirePayments(
        {
          ledger,
          announcer,
          onFailed: (_, error) => {
            throw error;
          },
        },
        after,
        { now: () => new Date(), isTimeLeft: () => true },
      ),
    /** Events of both regions, each once, those of the lost region first: an inbox keeps what comes first. */
    async announced(): Promise<readonly Event[]> {
      await drainOutbox(ledger, announcer, { ageMsMin: 0, announceable: async (entries) => entries });
      const told = publisher.events.filter(
        ({ aggregateversion, subject }) => aggregateversion > 1 && subject === payment.paymentId,
      ) as unknown as Event[];
      return [
        ...new Map([...lostEvents, ...told].toReversed().map((event) => [event.id, event])).values(),
      ].toReversed();
    },
    async standing(): Promise<Standing> {
      const view = await ledger.payment(payment);
      return { status: view?.status, sums: [view?.held_minor, view?.captured_minor, view?.refunded_minor] };
    },
  };
}

/** In an order that the number gives. */
function shuffled<T>(values: readonly T[], number: number): readonly T[] {
  return (
    fc.sample(fc.shuffledSubarray([...values], { minLength: values.length }), { seed: number, numRuns: 1 })[0] ?? []
  );
}

function seedOf({ SEED }: NodeJS.ProcessEnv): { readonly seed?: number } {
  return SEED === undefined ? {} : { seed: Number(SEED) };
}
