import {
  type ChangeCommand,
  ChangeOutcome,
  type CreatePayment,
  eventTypes,
  journalSlotOf,
  PaymentShortfallBooked,
} from '@redoubt/contracts';
import { leaseViewOf } from '@redoubt/lambda-kit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { drainOutbox } from '../../src/announcing/drain-outbox.ts';
import { changePayment } from '../../src/changing/change-payment.ts';
import type { Failure } from '../../src/recovering/set-aside.ts';
import { aCapture, anApproval, aRefund, aRejection, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd, sweep } from '../support/recovering.ts';

/*
 * Goal: an answer that was given in the lost region stays true in the surviving one.
 *
 * Method: two ledgers. In the lost one changes are decided, and journaled with their outcomes. The promoted one has the part
 * of it that a test replicates to it. Then the recovery runs against it, and the books are compared with what was answered.
 */
let server: LedgerServer;
let lost: LedgerDatabase;
let promoted: LedgerDatabase;
let journal: JournalInMemory;
let publisher: CollectingPublisher;
let inDoubt: Failure['command'][];
let nowMs: number;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  [lost, promoted] = [await server.ledgerDatabase(), await server.ledgerDatabase()];
  journal = new JournalInMemory();
  publisher = new CollectingPublisher();
  inDoubt = [];
  nowMs = Date.parse(await promoted.ledger.watermark()) + 150_000;
  await promoted.ledger.openEpoch(2, 'us-east-2');
});
afterEach(async () => {
  expect(await promoted.ledger.drift()).toEqual([]);
  const [sum] = await promoted.owner.run('select coalesce(sum(balance_minor), 0)::text from pay.balances');
  expect(sum).toBe('0');
  await lost[Symbol.asyncDispose]();
  await promoted[Symbol.asyncDispose]();
});

const before = { epoch: 1, originRegion: 'us-east-1' };
const after = { epoch: 2, originRegion: 'us-east-2' };
const secondsAgo = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString();

/** A payment that the lost region has booked and the journal holds. */
async function accepted(key: string, over: Partial<CreatePayment> = {}): Promise<CreatePayment> {
  const command = aCommand({ key, amountMinor: '1000', capture: 'manual', acceptedAt: secondsAgo(90), ...over });
  journal.accept(command);
  await lost.ledger.apply({ ...before, command, appliedBy: 'consumer' });
  return command;
}

/** Decides a change in the lost region and journals what was answered. */
async function answered<T extends ChangeCommand>(command: T): Promise<ChangeOutcome> {
  const outcome = await decided(command);
  journal.answer(command, outcome);
  return outcome;
}

/** Decides a change in the lost region, which goes before anything is journaled or answered. */
const decided = async (command: ChangeCommand): Promise<ChangeOutcome> =>
  ChangeOutcome.parse(await lost.ledger.change(command, before));

const replicate = (command: CreatePayment) => promoted.ledger.apply({ ...after, command, appliedBy: 'consumer' });

/** Recovers, and announces by the relay what was applied again. */
async function recover() {
  const { ledger } = promoted;
  const parts = { ledger, journal, publisher, onInDoubt: ({ command }: Failure) => inDoubt.push(command) };
  const recovered = await recoverToTheEnd(parts, { epoch: 2, region: 'us-east-2', nowMs });
  await drainOutbox(ledger, new Announcer({ ledger, publisher, region: 'us-east-2' }), {
    ageMsMin: 0,
    announceable: async (entries) => entries,
  });
  return recovered;
}

const shortfalls = async () =>
  (
    await promoted.owner.run(
      "select jsonb_build_array(debit_account, credit_account, amount_minor) from pay.transfers where purpose = 'shortfall'",
    )
  ).map((row) => JSON.parse(row ?? ''));

test('decides no change until what was answered in the lost region is in the books', async () => {
  const payment = await accepted('wait');
  await replicate(payment);
  await answered(aCapture(payment, { key: 'wait-1', amountMinor: '700', acceptedAt: secondsAgo(20) }));
  const capture = aCapture(payment, { key: 'wait-2', amountMinor: '700' });
  // The promoted books still hold all 1000: decided by them, it would be captured twice.
  expect(await promoted.ledger.change(capture, after)).toEqual({ outcome: 'epoch_not_recovered', epoch: 1 });
  await recover();
  expect(await promoted.ledger.change(capture, after)).toMatchObject({
    outcome: 'refused',
    code: 'amount_over_authorized',
    availableMinor: '300',
  });
  expect(await shortfalls()).toEqual([]);
});

test('takes payments while changes wait', async () => {
  expect(await replicate(aCommand({ key: 'meanwhile' }))).toMatchObject({ outcome: 'applied', status: 'captured' });
});

test('only the open epoch can be recovered', async () => {
  expect(await promoted.ledger.finishRecovery(1)).toEqual({ outcome: 'stale_epoch', epoch: 2 });
  expect(await promoted.ledger.finishRecovery(3)).toEqual({ outcome: 'epoch_not_open', epoch: 2 });
  expect(await promoted.ledger.finishRecovery(2)).toEqual({ outcome: 'recovered' });
  expect(await promoted.ledger.finishRecovery(2)).toEqual({ outcome: 'recovered' });
});

test('brings back a whole life in the order of its versions, with the same ids', async () => {
  const payment = await accepted('life');
  // Journaled out of order: the requests met in the function.
  const commands = [
    aCapture(payment, { key: 'life-1', amountMinor: '600', acceptedAt: secondsAgo(20) }),
    aCapture(payment, { key: 'life-2', acceptedAt: secondsAgo(40) }),
    aRefund(payment, { key: 'life-3', amountMinor: '1', acceptedAt: secondsAgo(30) }),
  ];
  for (const command of commands) await answered(command);
  expect(await recover()).toMatchObject({ examined: 4, applied: 4, inDoubt: 0 });
  const told = await promoted.ledger.payment(payment);
  const before = await lost.ledger.payment(payment);
  expect(told).toEqual({ ...before, booked_at: told?.booked_at, updated_at: told?.updated_at });
  const eventIds = (db: LedgerDatabase) => db.owner.run('select event_id::text from pay.events order by version');
  expect(await eventIds(promoted)).toEqual(await eventIds(lost));
  const transferIds = (db: LedgerDatabase) => db.owner.run('select transfer_id::text from pay.transfers order by 1');
  expect(await transferIds(promoted)).toEqual(await transferIds(lost));
  expect(await shortfalls()).toEqual([]);
});

test('finds nothing left to apply the second time', async () => {
  const payment = await accepted('twice');
  await answered(aVoid(payment, { key: 'twice-1', acceptedAt: secondsAgo(20) }));
  await answered(aVoid(payment, { key: 'twice-2', acceptedAt: secondsAgo(10) }));
  expect(await recover()).toMatchObject({ examined: 3, applied: 3 });
  expect(await recover()).toMatchObject({ examined: 3, applied: 0, inDoubt: 0 });
});

test('keeps a refusal, though the promoted books would allow it now', async () => {
  const payment = await accepted('refused');
  await decided(aCapture(payment, { key: 'unanswered', amountMinor: '400' }));
  const tooMuch = aCapture(payment, { key: 'refused-1', amountMinor: '700', acceptedAt: secondsAgo(20) });
  const outcome = await answered(tooMuch);
  expect(outcome).toMatchObject({ outcome: 'refused', code: 'amount_over_authorized' });
  await recover();
  expect(await promoted.ledger.change(tooMuch, after)).toEqual({ ...outcome, replayed: true, events: [] });
  expect(await promoted.ledger.payment(payment)).toMatchObject({ status: 'authorized', held_minor: '1000' });
});

test('answers a repeat in the surviving region with the outcome of the lost one', async () => {
  const payment = await accepted('repeat');
  const capture = aCapture(payment, { key: 'repeat-1', amountMinor: '5', acceptedAt: secondsAgo(20) });
  const outcome = await answered(capture);
  await recover();
  expect(await promoted.ledger.change(capture, after)).toEqual({ ...outcome, replayed: true, events: [] });
});

test('carries a refund whose money came from another payment that was lost as well', async () => {
  await lost.owner.run("update pay.merchant_terms set overdraft_minor_max = 0 where merchant_id = '*'");
  await promoted.owner.run("update pay.merchant_terms set overdraft_minor_max = 0 where merchant_id = '*'");
  const [source, given] = [await accepted('source'), await accepted('given')];
  await answered(aCapture(given, { key: 'given-1', acceptedAt: secondsAgo(40) }));
  await answered(aCapture(source, { key: 'source-1', acceptedAt: secondsAgo(30) }));
  await answered(aRefund(given, { key: 'given-2', acceptedAt: secondsAgo(50) }));
  await recover();
  expect(await shortfalls()).toEqual([]);
  expect(await promoted.ledger.payment(given)).toMatchObject({ status: 'refunded' });
});

test('books against suspense what was refunded of a capture that nobody has seen', async () => {
  const payment = await accepted('gone');
  await answered(aCapture(payment, { key: 'gone-1', amountMinor: '600', acceptedAt: secondsAgo(50) }));
  // Committed, and cut off before the journal: the promoted ledger will never see it.
  await decided(aCapture(payment, { key: 'gone-2', amountMinor: '400' }));
  const refund = aRefund(payment, { key: 'gone-3', amountMinor: '900', acceptedAt: secondsAgo(20) });
  expect(await answered(refund)).toMatchObject({ outcome: 'applied' });
  await recover();
  // What is captured here is given back from there, while the rest is still held.
  expect(await shortfalls()).toEqual([['suspense/failover/EUR', 'network/refunds/EUR', 300]]);
  const event = publisher.events.find(({ type }) => type === PaymentShortfallBooked.name);
  expect(PaymentShortfallBooked.schema.parse(event)).toMatchObject({
    causationid: refund.commandId,
    data: { shortfallMinor: '300', operationAmountMinor: '900', status: 'partially_captured' },
  });
});

test('books against suspense only what a capture lacks', async () => {
  const payment = await accepted('less');
  await replicate(payment);
  await recover();
  // In the surviving region the merchant captures a part; then the journal shows what the lost one answered.
  await promoted.ledger.change(aCapture(payment, { key: 'less-1', amountMinor: '300' }), after);
  await answered(aCapture(payment, { key: 'less-2', acceptedAt: secondsAgo(20) }));
  await recover();
  expect(await shortfalls()).toEqual([['suspense/failover/EUR', 'merchant/acme/payable/EUR', 300]]);
  expect(await promoted.ledger.payment(payment)).toMatchObject({
    status: 'captured',
    captured_minor: '1000',
  });
});

test('gives the payer back from suspense what was voided there and captured here', async () => {
  const payment = await accepted('both');
  await replicate(payment);
  await recover();
  await promoted.ledger.change(aCapture(payment, { key: 'both-1' }), after);
  await answered(aVoid(payment, { key: 'both-2', acceptedAt: secondsAgo(20) }));
  await recover();
  expect(await shortfalls()).toEqual([['suspense/failover/EUR', 'network/refunds/EUR', 1000]]);
});

test('carries a recorded refund below the floor, which it met where it was answered', async () => {
  await promoted.owner.run("update pay.merchant_terms set overdraft_minor_max = 10 where merchant_id = '*'");
  const payment = await accepted('floor', { capture: 'automatic' });
  await answered(aRefund(payment, { key: 'floor-1', acceptedAt: secondsAgo(20) }));
  await recover();
  // 986 are owed and 10 may be overdrawn.
  expect(await shortfalls()).toEqual([]);
  expect(await promoted.ledger.payment(payment)).toMatchObject({ status: 'refunded' });
});

/** A payment that the lost region holds for review. */
const inReview = (key: string, over: Partial<CreatePayment> = {}) =>
  accepted(key, { capture: 'automatic', review: ['duplicate_submit'], ...over });

test('brings back a review with its decision, and what was done after it', async () => {
  const [taken, refused] = [await inReview('taken', { capture: 'manual' }), await inReview('refused-review')];
  await answered(aCapture(taken, { key: 'too-early', acceptedAt: secondsAgo(70) }));
  await answered(anApproval(taken, { key: 'taken-1', acceptedAt: secondsAgo(40) }));
  await answered(aCapture(taken, { key: 'taken-2', amountMinor: '600', acceptedAt: secondsAgo(30) }));
  await answered(aRefund(taken, { key: 'taken-3', amountMinor: '1', acceptedAt: secondsAgo(20) }));
  await answered(aRejection(refused, { key: 'refused-review-1', acceptedAt: secondsAgo(20) }));
  expect(await recover()).toMatchObject({ applied: 7, inDoubt: 0 });
  for (const payment of [taken, refused]) {
    const told = await promoted.ledger.payment(payment);
    const before = await lost.ledger.payment(payment);
    expect(told).toEqual({ ...before, booked_at: told?.booked_at, updated_at: told?.updated_at });
  }
  expect(await shortfalls()).toEqual([]);
});

test.each<['automatic' | 'manual', string]>([
  ['automatic', 'captured'],
  ['manual', 'authorized'],
])(
  'carries out an approval that was answered, though the review was rejected here since (%s)',
  async (capture, status) => {
    const payment = await inReview(`approved-${capture}`, { capture });
    await replicate(payment);
    await recover();
    await promoted.ledger.change(aRejection(payment, { key: `here-${capture}` }), after);
    await answered(anApproval(payment, { key: `there-${capture}`, acceptedAt: secondsAgo(20) }));
    await recover();
    const view = await promoted.ledger.payment(payment);
    expect(view).toMatchObject({ status, version: 4 });
    expect(view).not.toHaveProperty('reason');
    expect(await shortfalls()).toEqual([]);
  },
);

test('releases what was approved here and rejected there', async () => {
  const payment = await inReview('released', { capture: 'manual' });
  await replicate(payment);
  await recover();
  await promoted.ledger.change(anApproval(payment, { key: 'released-here' }), after);
  await answered(aRejection(payment, { key: 'released-there', acceptedAt: secondsAgo(20) }));
  await recover();
  expect(await promoted.ledger.payment(payment)).toMatchObject({ status: 'voided', held_minor: '0' });
  expect(await shortfalls()).toEqual([]);
});

test('gives the payer back from suspense what was captured here after a rejection there', async () => {
  const payment = await inReview('paid-back');
  await replicate(payment);
  await recover();
  await promoted.ledger.change(anApproval(payment, { key: 'paid-back-1' }), after);
  await promoted.ledger.change(aRefund(payment, { key: 'paid-back-2', amountMinor: '300' }), after);
  await answered(aRejection(payment, { key: 'paid-back-3', acceptedAt: secondsAgo(20) }));
  await recover();
  expect(await shortfalls()).toEqual([['suspense/failover/EUR', 'network/refunds/EUR', 700]]);
});

test.each<[string, typeof anApproval | typeof aRejection]>([
  ['approval', anApproval],
  ['rejection', aRejection],
])('finds nothing to do for the same %s here and there, and keeps both answers', async (name, decide) => {
  const payment = await inReview(`same-${name}`);
  await replicate(payment);
  await recover();
  await promoted.ledger.change(decide(payment, { key: `same-${name}-here` }), after);
  const decision = decide(payment, { key: `same-${name}-there`, acceptedAt: secondsAgo(20) });
  const outcome = await answered(decision);
  expect(await recover()).toMatchObject({ inDoubt: 0 });
  expect(await promoted.ledger.payment(payment)).toMatchObject({ version: 3 });
  expect(await promoted.ledger.change(decision, after)).toEqual({ ...outcome, replayed: true, events: [] });
  expect(await shortfalls()).toEqual([]);
});

test('reports a change whose payment is nowhere, and goes on', async () => {
  const [nowhere, payment] = [aCommand({ key: 'nowhere' }), await accepted('there')];
  const outcome = await answered(aVoid(payment, { key: 'there-1', acceptedAt: secondsAgo(20) }));
  const stray = aVoid(nowhere, { key: 'nowhere-1', acceptedAt: secondsAgo(20) });
  journal.answer(stray, { ...outcome, paymentId: nowhere.paymentId });
  expect(await recover()).toMatchObject({ applied: 2, inDoubt: 1 });
  expect(inDoubt).toEqual([stray]);
});

test('announces every recovered version with an event that contracts can read', async () => {
  const payment = await accepted('told');
  await answered(aCapture(payment, { key: 'told-1', amountMinor: '1', acceptedAt: secondsAgo(30) }));
  await answered(aVoid(payment, { key: 'told-2', acceptedAt: secondsAgo(20) }));
  await recover();
  for (const event of publisher.events) {
    const type = Object.values(eventTypes).find(({ name }) => name === event.type);
    expect(type?.schema.safeParse(event).success, event.type).toBe(true);
  }
  expect(new Set(publisher.events.map(({ aggregateversion }) => aggregateversion))).toEqual(new Set([1, 2, 3, 4]));
});

test('applies by the sweep what the lost region journaled too late for the recovery', async () => {
  const payment = await accepted('late');
  await recover();
  await answered(aVoid(payment, { key: 'late-1', acceptedAt: secondsAgo(85) }));
  const parts = { ledger: promoted.ledger, journal, publisher };
  const sweepOnce = () => sweep(parts, { epoch: 2, region: 'us-east-2', nowMs: nowMs + 120_000 });
  expect(await sweepOnce()).toMatchObject({ unbooked: 1 });
  expect(await promoted.ledger.payment(payment)).toMatchObject({ status: 'voided' });
  expect(await sweepOnce()).toMatchObject({ unbooked: 0 });
});

test('FO4: a change whose pointer was lost with its region is answered as it was, and is in the books at once', async () => {
  const payment = await accepted('torn');
  await recover();
  const capture = aCapture(payment, { key: 'torn-1', amountMinor: '1000', acceptedAt: secondsAgo(20) });
  const outcome = await decided(capture);
  // The record is in the quorum, its pointer is not, and nobody was answered.
  journal.answerWithoutPointer(capture, outcome);
  expect(await sweepAll()).toMatchObject({ unbooked: 0 });

  const view = leaseViewOf({ epoch: 2, activeRegion: 'us-east-2', mode: 'open', stage: 'recovered' }, 'us-east-2');
  const dependencies = {
    ledger: promoted.ledger,
    journal,
    lease: { current: async () => view },
    readModel: { changesOf: async () => [] },
  };
  const repeat = { ...capture, acceptedAt: secondsAgo(5) };
  expect(await changePayment(repeat, dependencies, view)).toMatchObject({ isReplay: true, version: outcome.version });
  expect(await promoted.ledger.payment(payment)).toMatchObject({
    status: 'captured',
    captured_minor: '1000',
  });
  // Found by its new pointer from now on.
  expect(await journal.commandIdsIn([journalSlotOf(repeat)])).toContain(capture.commandId);
});

const sweepAll = () =>
  sweep({ ledger: promoted.ledger, journal, publisher }, { epoch: 2, region: 'us-east-2', nowMs: nowMs + 120_000 });
