import {
  type ChangeCommand,
  type CreatePayment,
  eventIdOf,
  eventTypes,
  PaymentHeldForReview,
  PaymentView,
  uuidOf,
} from '@redoubt/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { expirePayments } from '../../src/changing/expire-payments.ts';
import { aCapture, anApproval, aRefund, aRejection, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  expect(await db.ledger.drift()).toEqual([]);
  expect(await db.ledger.driftOfChanges()).toEqual([]);
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const authority = { epoch: 1, originRegion: 'us-east-1' };
const change = (command: ChangeCommand) => db.ledger.change(command, authority);

/** A payment that the ledger holds for review. */
async function held(key: string, over: Partial<CreatePayment> = {}): Promise<CreatePayment> {
  const command = aCommand({ key, amountMinor: '1000', review: ['duplicate_submit'], ...over });
  const answer = await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  expect(answer).toMatchObject({ outcome: 'applied', status: 'review', version: 2 });
  return command;
}

const transfersOf = ({ paymentId }: CreatePayment) =>
  db.owner.run(
    "select concat_ws(' ', version, purpose, amount_minor) from pay.transfers where payment_id = :paymentId order by version, sequence",
    { paymentId },
  );

const inDays = (from: string, days: number) => new Date(Date.parse(from) + days * 86_400_000).toISOString();

test('holds a payment for review: it shows why and until when, and books nothing', async () => {
  const payment = await held('held', { review: ['amount_over_limit', 'facts_unknown'], reference: 'order 1' });
  const view = PaymentView.parse(await db.ledger.payment(payment));
  expect(view).toMatchObject({
    status: 'review',
    review: ['amount_over_limit', 'facts_unknown'],
    held_minor: '0',
    captured_minor: '0',
    expires_at: inDays(payment.acceptedAt, 3),
  });
  expect(await transfersOf(payment)).toEqual([]);
});

test('tells that a payment is held with an event that contracts can read, as its version 2', async () => {
  const command = aCommand({ key: 'told', review: ['velocity_over_limit'], reference: 'order 2' });
  const answer = await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  const event = answer.outcome === 'applied' ? answer.events[0]?.event : undefined;
  expect(PaymentHeldForReview.schema.parse(event)).toMatchObject({
    id: eventIdOf({
      aggregateId: command.paymentId,
      version: 2,
      type: 'PaymentHeldForReview',
      commandId: command.commandId,
    }),
    data: { review: ['velocity_over_limit'], expiresAt: inDays(command.acceptedAt, 3), reference: 'order 2' },
  });
});

test('captures by its approval a payment that is captured at once, with its fee', async () => {
  const payment = await held('approve-capture');
  expect(await change(anApproval(payment, { key: 'approve-capture-1' }))).toMatchObject({
    outcome: 'applied',
    operation: 'approve_capture',
    status: 'captured',
    version: 3,
    amountMinor: '1000',
    feeMinor: '14',
  });
  expect(await transfersOf(payment)).toEqual(['3 capture 1000', '3 fee 14']);
  expect(await change(aRefund(payment, { key: 'approve-capture-2' }))).toMatchObject({ status: 'refunded' });
});

test('authorizes by its approval a payment of which the capture is manual, for as long as any', async () => {
  const payment = await held('approve-hold', { capture: 'manual' });
  const approval = anApproval(payment, { key: 'approve-hold-1', acceptedAt: '2036-11-22T09:00:00.000Z' });
  expect(await change(approval)).toMatchObject({ operation: 'approve_authorize', status: 'authorized', feeMinor: '0' });
  expect(await db.ledger.payment(payment)).toMatchObject({
    held_minor: '1000',
    expires_at: inDays(approval.acceptedAt, 7),
    review: ['duplicate_submit'],
  });
  expect(await change(aCapture(payment, { key: 'approve-hold-2', amountMinor: '400' }))).toMatchObject({ version: 4 });
  expect(await change(aVoid(payment, { key: 'approve-hold-3' }))).toMatchObject({ status: 'captured' });
  expect(await transfersOf(payment)).toEqual([
    '3 hold 1000',
    '4 release 400',
    '4 capture 400',
    '4 fee 5',
    '5 release 600',
  ]);
});

test('rejects a payment in review and says so as its reason', async () => {
  const payment = await held('reject');
  expect(await change(aRejection(payment, { key: 'reject-1' }))).toMatchObject({
    operation: 'reject',
    status: 'rejected',
    amountMinor: '1000',
  });
  expect(await db.ledger.payment(payment)).toMatchObject({
    status: 'rejected',
    reason: 'rejected_in_review',
  });
  expect(await transfersOf(payment)).toEqual([]);
});

test('tells each decision with an event that contracts can read', async () => {
  const payments = await Promise.all([
    held('event-capture'),
    held('event-hold', { capture: 'manual' }),
    held('event-reject'),
  ]);
  const commands = [anApproval(payments[0]), anApproval(payments[1]), aRejection(payments[2])].map(
    (command, at): ChangeCommand => ({
      ...command,
      commandId: uuidOf('change', String(at)),
    }),
  );
  for (const [at, name] of (['PaymentCaptured', 'PaymentAuthorized', 'PaymentRejected'] as const).entries()) {
    const answer = await change(commands[at] as ChangeCommand);
    const event = answer.outcome === 'applied' ? answer.events[0]?.event : undefined;
    expect(eventTypes[name].schema.parse(event)).toMatchObject({ aggregateversion: 3, data: { amountMinor: '1000' } });
  }
});

test('lets a payment in review be neither captured nor voided nor refunded', async () => {
  const payment = await held('only-decide');
  const attempts = [
    aCapture(payment, { key: 'only-1' }),
    aCapture(payment, { key: 'only-2', amountMinor: '1' }),
    aVoid(payment, { key: 'only-3' }),
    aRefund(payment, { key: 'only-4' }),
  ];
  for (const attempt of attempts) {
    expect(await change(attempt)).toMatchObject({
      outcome: 'refused',
      code: 'operation_not_allowed',
      status: 'review',
      availableMinor: '0',
    });
  }
});

test('decides once: who comes second, or finds no review, is refused', async () => {
  const [approved, rejected] = [await held('once-1'), await held('once-2')];
  const neverHeld = aCommand({ key: 'never-held' });
  await db.ledger.apply({ ...authority, command: neverHeld, appliedBy: 'consumer' });
  await change(anApproval(approved, { key: 'once-3' }));
  await change(aRejection(rejected, { key: 'once-4' }));
  for (const [at, payment] of [approved, rejected, neverHeld].entries()) {
    for (const decision of [anApproval, aRejection]) {
      expect(await change(decision(payment, { key: `late-${at}-${decision.name}` }))).toMatchObject({
        code: 'operation_not_allowed',
      });
    }
  }
});

test('lets exactly one of many concurrent decisions count', async () => {
  const payment = await held('race');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      change((at % 2 === 0 ? anApproval : aRejection)(payment, { key: `race-${at}` })),
    ),
  );
  expect(answers.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
  expect(await db.ledger.payment(payment)).toMatchObject({ version: 3 });
});

test('rejects by the terms what would have been reviewed', async () => {
  const command = aCommand({ key: 'terms', amountMinor: '1000000001', review: ['amount_over_limit'] });
  const answer = await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  expect(answer).toMatchObject({ status: 'rejected', reason: 'amount_over_merchant_limit' });
  expect((await db.ledger.payment(command))?.review).toBeUndefined();
});

test('ends a review that nobody decided when its time is over, and the authorization of one that was approved', async () => {
  const publisher = new CollectingPublisher();
  const dependencies = {
    ledger: db.ledger,
    announcer: new Announcer({ ledger: db.ledger, publisher, region: 'us-east-1' }),
  };
  const always = { now: () => new Date(), isTimeLeft: () => true };
  const sweep = () => expirePayments({ ...dependencies, onFailed: () => expect.unreachable() }, authority, always);
  const now = new Date().toISOString();
  const [due, fresh, approved] = [
    await held('due', { acceptedAt: inDays(now, -3) }),
    await held('fresh', { acceptedAt: inDays(now, -2.99) }),
    await held('approved-late', { acceptedAt: inDays(now, -2.99), capture: 'manual' }),
  ];
  await change(anApproval(approved, { key: 'approved-late-1', acceptedAt: now }));
  await sweep();
  expect(await db.ledger.payment(due)).toMatchObject({ status: 'expired', version: 3 });
  expect(await db.ledger.payment(fresh)).toMatchObject({ status: 'review' });
  expect(await db.ledger.payment(approved)).toMatchObject({ status: 'authorized', held_minor: '1000' });
  expect(publisher.events.filter(({ subject }) => subject === due.paymentId).map(({ type }) => type)).toEqual([
    'PaymentExpired',
  ]);
  await db.owner.run('update pay.payments set expires_at = now() where payment_id = :id', { id: approved.paymentId });
  await sweep();
  expect(await db.ledger.payment(approved)).toMatchObject({ status: 'expired', held_minor: '0' });
});

test('11.A2: an approval is refused from the moment on that the review is over', async () => {
  const payment = await held('too-late');
  await db.owner.run('update pay.payments set expires_at = now() where payment_id = :id', { id: payment.paymentId });
  expect(await change(anApproval(payment, { key: 'too-late-1' }))).toMatchObject({
    code: 'payment_expired',
    status: 'review',
  });
});
