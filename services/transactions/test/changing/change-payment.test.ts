import {
  type ChangeCommand,
  ChangeOutcome,
  type CreatePayment,
  eventIdOf,
  eventTypes,
  transferIdOf,
} from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Announcer } from '../../src/announcing/announcer.ts';
import { expirePayments } from '../../src/changing/expire-payments.ts';
import { expirePayment } from '../../src/domain/expire-payment.ts';
import { aCapture, aRefund, aVoid } from '../support/a-change.ts';
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
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const authority = { epoch: 1, originRegion: 'us-east-1' };
const change = (command: ChangeCommand) => db.ledger.change(command, authority);

/** A payment that is in the ledger, of a merchant of its own. */
async function booked(over: Partial<CreatePayment> & { readonly key: string }): Promise<CreatePayment> {
  const command = aCommand({ merchantId: `merchant-${over.key}`, ...over });
  expect(await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' })).toMatchObject({ outcome: 'applied' });
  return command;
}
const authorized = (key: string, over: Partial<CreatePayment> = {}) => booked({ key, capture: 'manual', ...over });

const transfersOf = async ({ paymentId }: CreatePayment): Promise<unknown[]> =>
  (
    await db.owner.run(
      `select jsonb_build_array(version, purpose, debit_account, credit_account, amount_minor, transfer_id, sequence)
       from pay.transfers where payment_id = :paymentId order by version, sequence`,
      { paymentId },
    )
  ).map((row) => {
    const [version, purpose, debit, credit, minor, transferId, sequence] = JSON.parse(row ?? '');
    expect(transferId).toBe(transferIdOf({ paymentId, version, sequence }));
    return [version, purpose, debit, credit, minor];
  });

test('holds an authorized amount, captures it in parts and releases the rest by a void', async () => {
  const payment = await authorized('parts', { amountMinor: '1000', merchantId: 'parts' });
  expect(await change(aCapture(payment, { key: 'parts-1', amountMinor: '600' }))).toMatchObject({
    operation: 'partial_capture',
    status: 'partially_captured',
    version: 3,
    feeMinor: '8',
  });
  expect(await change(aCapture(payment, { key: 'parts-2', amountMinor: '300' }))).toMatchObject({ feeMinor: '4' });
  expect(await change(aVoid(payment, { key: 'parts-3' }))).toMatchObject({ status: 'captured', amountMinor: '100' });
  const [held, network] = ['merchant/parts/held/EUR', 'network/held/EUR'];
  const [payable, receivable] = ['merchant/parts/payable/EUR', 'network/receivable/EUR'];
  expect(await transfersOf(payment)).toEqual([
    [2, 'hold', network, held, 1000],
    [3, 'release', held, network, 600],
    [3, 'capture', receivable, payable, 600],
    [3, 'fee', payable, 'redoubt/fees/EUR', 8],
    [4, 'release', held, network, 300],
    [4, 'capture', receivable, payable, 300],
    // 1.40 % of 900 are 12.6; 8 were taken.
    [4, 'fee', payable, 'redoubt/fees/EUR', 4],
    [5, 'release', held, network, 100],
  ]);
  expect(await db.ledger.payment(payment)).toMatchObject({
    held_minor: '0',
    captured_minor: '900',
    fee_minor: '12',
    version: 5,
  });
});

test('gives back in parts, from what is owed to the merchant', async () => {
  const payment = await booked({ key: 'refunds', amountMinor: '1000', merchantId: 'refunds', currency: 'JPY' });
  await change(aRefund(payment, { key: 'refunds-1', amountMinor: '400' }));
  expect(await change(aRefund(payment, { key: 'refunds-2' }))).toMatchObject({
    operation: 'refund',
    status: 'refunded',
    amountMinor: '600',
  });
  expect((await transfersOf(payment)).slice(2)).toEqual([
    [3, 'refund', 'merchant/refunds/payable/JPY', 'network/refunds/JPY', 400],
    [4, 'refund', 'merchant/refunds/payable/JPY', 'network/refunds/JPY', 600],
  ]);
});

test('refuses one minor unit too much, and takes what there is', async () => {
  const payment = await authorized('bounds', { amountMinor: '500' });
  expect(await change(aCapture(payment, { key: 'bounds-1', amountMinor: '501' }))).toMatchObject({
    outcome: 'refused',
    code: 'amount_over_authorized',
    availableMinor: '500',
    version: 2,
  });
  expect(await change(aCapture(payment, { key: 'bounds-2', amountMinor: '500' }))).toMatchObject({
    status: 'captured',
  });
  expect(await change(aRefund(payment, { key: 'bounds-3', amountMinor: '501' }))).toMatchObject({
    code: 'amount_over_captured',
    availableMinor: '500',
  });
  expect(await change(aRefund(payment, { key: 'bounds-4', amountMinor: '500' }))).toMatchObject({ status: 'refunded' });
});

test('refuses a second void, a capture after a void and a refund of what is only held', async () => {
  const payment = await authorized('states');
  expect(await change(aRefund(payment, { key: 'states-1' }))).toMatchObject({ code: 'operation_not_allowed' });
  expect(await change(aVoid(payment, { key: 'states-2' }))).toMatchObject({ status: 'voided' });
  for (const late of [aVoid(payment, { key: 'states-3' }), aCapture(payment, { key: 'states-4' })]) {
    expect(await change(late)).toMatchObject({ outcome: 'refused', code: 'operation_not_allowed', status: 'voided' });
  }
});

test('knows neither an unknown payment nor one of another merchant, and remembers nothing of it', async () => {
  const payment = aCommand({ key: 'later', capture: 'manual' });
  const capture = aCapture(payment, { key: 'later-1' });
  expect(await change(capture)).toEqual({ outcome: 'not_found' });
  await db.ledger.apply({ ...authority, command: payment, appliedBy: 'consumer' });
  expect(await change(aCapture(payment, { key: 'later-2', merchantId: 'stranger' }))).toEqual({ outcome: 'not_found' });
  expect(await change(capture)).toMatchObject({ outcome: 'applied', replayed: false });
});

test('refuses a version that is not the payment’s, and takes the one that is', async () => {
  const payment = await authorized('versions');
  for (const [at, expectedVersion] of [1, 3].entries()) {
    expect(await change(aVoid(payment, { key: `versions-${at}`, expectedVersion }))).toMatchObject({
      code: 'version_mismatch',
      version: 2,
    });
  }
  expect(await change(aVoid(payment, { key: 'versions-2', expectedVersion: 2 }))).toMatchObject({ version: 3 });
});

test('remembers a refusal like a success, and refuses the key for another request', async () => {
  const payment = await authorized('remembered', { amountMinor: '10' });
  const tooMuch = aCapture(payment, { key: 'remembered-1', amountMinor: '11' });
  const first = await change(tooMuch);
  await change(aVoid(payment, { key: 'remembered-2' }));
  expect(await change(tooMuch)).toEqual({ ...first, replayed: true });
  expect(await change(aCapture(payment, { key: 'remembered-1', amountMinor: '10' }))).toEqual({
    outcome: 'key_reused',
  });
});

test('takes a merchant below zero as far as its terms allow, and not a minor unit further', async () => {
  await db.owner.run(
    "insert into pay.merchant_terms (merchant_id, status, amount_minor_max, fee_basis_points, overdraft_minor_max) values ('floor', 'open', 1000, 1000, 99), ('floor-at', 'open', 1000, 1000, 100)",
  );
  // The fee of 1000 is 100; giving back all of it leaves the merchant 100 below zero.
  const [below, at] = await Promise.all([
    booked({ key: 'floor', merchantId: 'floor', amountMinor: '1000' }),
    booked({ key: 'floor-at', merchantId: 'floor-at', amountMinor: '1000' }),
  ]);
  expect(await change(aRefund(below, { key: 'floor-1' }))).toMatchObject({ code: 'merchant_balance_too_low' });
  expect(await change(aRefund(below, { key: 'floor-2', amountMinor: '999' }))).toMatchObject({ outcome: 'applied' });
  expect(await change(aRefund(at, { key: 'floor-3' }))).toMatchObject({ outcome: 'applied' });
});

test('lets exactly one of many concurrent refunds of the whole amount succeed', async () => {
  const payment = await booked({ key: 'race', amountMinor: '1000' });
  const answers = await inParallel(
    Array.from({ length: 40 }, (_, at) => aRefund(payment, { key: `race-${at}`, amountMinor: '1000' })),
    20,
    change,
  );
  expect(answers.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1);
  expect(answers.filter(({ outcome }) => outcome === 'refused')).toHaveLength(39);
});

test('lets concurrent refunds of many payments take a merchant to its floor and no further, across roll-ups', async () => {
  await db.owner.run(
    "insert into pay.merchant_terms (merchant_id, status, amount_minor_max, fee_basis_points, overdraft_minor_max) values ('shared-floor', 'open', 1000, 1000, 1000)",
  );
  const payments = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      booked({ key: `shared-${at}`, merchantId: 'shared-floor', amountMinor: '1000' }),
    ),
  );
  // 20 x 900 are owed, 1000 may be overdrawn: 19 refunds of 1000 fit.
  const refunds = inParallel(payments, 20, (payment) => change(aRefund(payment, { key: payment.paymentId })));
  const [answers] = await Promise.all([refunds, db.ledger.rollUpBalances(), db.ledger.rollUpBalances()]);
  expect(answers.filter(({ outcome }) => outcome === 'applied')).toHaveLength(19);
});

test('gives a hundred concurrent duplicates one operation and one answer', async () => {
  const payment = await authorized('duplicates');
  const capture = aCapture(payment, { key: 'duplicates-1', amountMinor: '7' });
  const answers = await Promise.all(Array.from({ length: 100 }, () => change(capture)));
  expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1);
  const bodies = answers.map((answer) => JSON.stringify({ ...answer, replayed: undefined, events: undefined }));
  expect(new Set(bodies).size).toBe(1);
  expect(await db.ledger.payment(payment)).toMatchObject({ captured_minor: '7', version: 3 });
});

test('refuses a key that is used for two payments at once, for all but one', async () => {
  const payments = await Promise.all(
    Array.from({ length: 8 }, (_, at) => authorized(`one-key-${at}`, { merchantId: 'one-key' })),
  );
  const answers = await Promise.all(payments.map((payment) => change(aVoid(payment, { key: 'one-key' }))));
  expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['applied', ...Array(7).fill('key_reused')]);
});

test('tells of each operation with an event that contracts can read, caused by its command', async () => {
  const payment = await authorized('told', { amountMinor: '100', reference: 'order 9' });
  const commands = [
    aCapture(payment, { key: 'told-1', amountMinor: '60' }),
    aCapture(payment, { key: 'told-2' }),
    aRefund(payment, { key: 'told-3', amountMinor: '1' }),
    aRefund(payment, { key: 'told-4' }),
  ];
  const names = ['PaymentPartiallyCaptured', 'PaymentCaptured', 'PaymentPartiallyRefunded', 'PaymentRefunded'] as const;
  for (const [at, command] of commands.entries()) {
    const answer = await change(command);
    if (answer.outcome !== 'applied') throw new Error(answer.outcome);
    const name = names[at] as (typeof names)[number];
    const event = eventTypes[name].schema.parse(answer.events[0]?.event);
    expect(event).toMatchObject({
      id: eventIdOf({ aggregateId: payment.paymentId, version: at + 3, type: name, commandId: command.commandId }),
      causationid: command.commandId,
      commandid: command.commandId,
      aggregateversion: at + 3,
      data: { amountMinor: '100', reference: 'order 9', operationAmountMinor: ['60', '40', '1', '99'][at] },
    });
  }
  const types = await db.owner.run('select distinct type from pay.events');
  for (const type of types) expect(Object.keys(eventTypes)).toContain(type);
});

test('expires what is held when its time is over, once, and not before', async () => {
  const publisher = new CollectingPublisher();
  const dependencies = {
    ledger: db.ledger,
    announcer: new Announcer({ ledger: db.ledger, publisher, region: 'us-east-1' }),
  };
  const always = { now: () => new Date(), isTimeLeft: () => true };
  const sweep = () => expirePayments({ ...dependencies, onFailed: () => expect.unreachable() }, authority, always);
  const inTime = new Date().toISOString();
  const [fresh, due, partly] = await Promise.all([
    authorized('fresh', { acceptedAt: inTime }),
    authorized('due', { acceptedAt: inTime }),
    authorized('partly', { acceptedAt: inTime, amountMinor: '100' }),
  ]);
  await change(aCapture(partly, { key: 'partly-1', amountMinor: '30' }));
  await db.owner.run('update pay.payments set expires_at = now() where payment_id in (:due, :partly)', {
    due: due.paymentId,
    partly: partly.paymentId,
  });
  await db.owner.run("update pay.payments set expires_at = now() + interval '1 hour' where payment_id = :fresh", {
    fresh: fresh.paymentId,
  });
  await sweep();
  expect(await sweep()).toBe(0);
  expect(await db.ledger.payment(due)).toMatchObject({ status: 'expired', held_minor: '0' });
  expect(await db.ledger.payment(partly)).toMatchObject({ status: 'captured', captured_minor: '30' });
  expect(await db.ledger.payment(fresh)).toMatchObject({ status: 'authorized' });
  const told = publisher.events.filter(({ subject }) => subject === due.paymentId);
  expect(told.map(({ type }) => type)).toEqual(['PaymentExpired']);
  expect(await change(aCapture(due, { key: 'due-1' }))).toMatchObject({
    code: 'operation_not_allowed',
    status: 'expired',
  });
});

test('11.A2: a capture is refused from the moment on that the authorization is over, whether a sweep has seen it or not', async () => {
  const [over, open] = [await authorized('over'), await authorized('open')];
  const expire = (paymentId: string, when: string) =>
    db.owner.run(`update pay.payments set expires_at = ${when} where payment_id = :paymentId`, { paymentId });
  // Over by the time that the next statement reads the clock.
  await expire(over.paymentId, "date_trunc('milliseconds', clock_timestamp())");
  await expire(open.paymentId, "clock_timestamp() + interval '1 hour'");
  expect(await change(aCapture(over, { key: 'over-1' }))).toMatchObject({
    code: 'payment_expired',
    status: 'authorized',
  });
  expect(await change(aCapture(open, { key: 'open-1' }))).toMatchObject({ outcome: 'applied' });
  // What is held may still be given back.
  expect(await change(aVoid(over, { key: 'over-2' }))).toMatchObject({ outcome: 'applied', status: 'voided' });
});

test('11.A2: the capture of an expired authorization that a lost region has answered is booked all the same', async () => {
  const payment = await authorized('answered-in-time');
  const capture = aCapture(payment, { key: 'answered-in-time-1' });
  await db.owner.run('update pay.payments set expires_at = now() where payment_id = :id', { id: payment.paymentId });
  const outcome = ChangeOutcome.parse({
    ...{ outcome: 'applied', operation: 'capture', amountMinor: '100', feeMinor: '1', paymentId: payment.paymentId },
    ...{ merchantId: 'acme', currency: 'EUR', status: 'captured', version: 3, recordedAt: capture.acceptedAt },
  });
  expect(await db.ledger.applyRecorded([{ command: capture, outcome }], authority)).toEqual([
    { outcome: 'applied', replayed: false },
  ]);
});

test('11.A2: an expiry that came too early by a clock that stepped back is done by a later sweep', async () => {
  const payment = await authorized('stepped-back');
  const due = { paymentId: payment.paymentId, merchantId: payment.merchantId, expiresAt: '2036-11-28T10:00:00.000Z' };
  const expiry = () => db.ledger.change(expirePayment(due, new Date().toISOString()), authority);
  expect(await expiry()).toMatchObject({ outcome: 'refused', code: 'operation_not_allowed' });
  await db.owner.run('update pay.payments set expires_at = now() where payment_id = :id', { id: payment.paymentId });
  expect(await expiry()).toMatchObject({ outcome: 'applied', status: 'expired' });
  expect(await db.ledger.payment(payment)).toMatchObject({ held_minor: '0' });
});
