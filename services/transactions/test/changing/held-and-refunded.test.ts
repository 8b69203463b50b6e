import { type ChangeCommand, type CreatePayment, fingerprintOf, PaymentCaptured } from '@redoubt/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeCommandOf } from '../../src/domain/change-command.ts';
import { aCapture, aRefund, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
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

/** A payment of 1000 that is authorized, of a merchant of its own. */
async function authorized(key: string): Promise<CreatePayment> {
  const command = aCommand({ merchantId: `merchant-${key}`, key, amountMinor: '1000', capture: 'manual' });
  await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  return command;
}

describe('11.A6: refunds are possible while another part is still held', () => {
  test('what is captured is given back, and what is held is captured after it', async () => {
    const payment = await authorized('held');
    await change(aCapture(payment, { key: '1', amountMinor: '600' }));
    expect(await change(aRefund(payment, { key: '2', amountMinor: '601' }))).toMatchObject({
      code: 'amount_over_captured',
      availableMinor: '600',
    });
    expect(await change(aRefund(payment, { key: '3', amountMinor: '100' }))).toMatchObject({
      operation: 'partial_refund',
      status: 'partially_captured',
    });
    expect(await change(aRefund(payment, { key: '4' }))).toMatchObject({
      operation: 'refund',
      status: 'partially_captured',
      amountMinor: '500',
    });
    expect(await change(aRefund(payment, { key: '5' }))).toMatchObject({ code: 'operation_not_allowed' });
    expect(await change(aCapture(payment, { key: '6' }))).toMatchObject({ status: 'partially_refunded' });
    expect(await change(aRefund(payment, { key: '7' }))).toMatchObject({ status: 'refunded', amountMinor: '400' });
    expect(await db.ledger.payment(payment)).toMatchObject({
      status: 'refunded',
      held_minor: '0',
      captured_minor: '1000',
      refunded_minor: '1000',
    });
  });

  test.each([
    ['all of it', '600', 'refunded'],
    ['a part', '599', 'partially_refunded'],
    ['nothing', undefined, 'captured'],
  ])('once the rest is released, a payment of which %s was given back is %s', async (_, amountMinor, status) => {
    const payment = await authorized(`released-${status}`);
    await change(aCapture(payment, { key: '1', amountMinor: '600' }));
    if (amountMinor !== undefined) await change(aRefund(payment, { key: '2', amountMinor }));
    expect(await change(aVoid(payment, { key: '3' }))).toMatchObject({ status, amountMinor: '400' });
  });

  test('what is only held is not given back', async () => {
    const payment = await authorized('only-held');
    expect(await change(aRefund(payment, { key: '1', amountMinor: '1' }))).toMatchObject({
      code: 'operation_not_allowed',
    });
  });
});

describe('11.A6: a capture can be final', () => {
  test('it takes a part and releases the rest', async () => {
    const payment = await authorized('final');
    const answer = await change(aCapture(payment, { key: '1', amountMinor: '600', final: true }));
    expect(answer).toMatchObject({ operation: 'capture', status: 'captured', amountMinor: '600', feeMinor: '8' });
    expect(await db.ledger.payment(payment)).toMatchObject({ held_minor: '0', captured_minor: '600' });
    const transfers = await db.owner.run(
      `select purpose || ' ' || amount_minor from pay.transfers where payment_id = :paymentId and version = 3 order by sequence`,
      { paymentId: payment.paymentId },
    );
    expect(transfers).toEqual(['release 1000', 'capture 600', 'fee 8']);
    const event = PaymentCaptured.schema.parse('events' in answer ? answer.events[0]?.event : undefined);
    expect(event.data).toMatchObject({ heldMinor: '0', capturedMinor: '600', operationAmountMinor: '600' });
    expect(await change(aCapture(payment, { key: '2', amountMinor: '1' }))).toMatchObject({
      code: 'operation_not_allowed',
    });
  });

  test('it may be the last of several, and takes no more than is held', async () => {
    const payment = await authorized('last');
    await change(aCapture(payment, { key: '1', amountMinor: '600' }));
    expect(await change(aCapture(payment, { key: '2', amountMinor: '401', final: true }))).toMatchObject({
      code: 'amount_over_authorized',
    });
    await change(aRefund(payment, { key: '3', amountMinor: '1' }));
    expect(await change(aCapture(payment, { key: '4', amountMinor: '399', final: true }))).toMatchObject({
      status: 'partially_refunded',
    });
  });

  test('one that is not final, said, is the same request as one that does not say it', () => {
    const commandOf = (final: boolean | undefined) =>
      changeCommandOf({
        type: 'CapturePayment',
        merchantId: 'acme',
        paymentId: 'pay_1',
        body: { merchant_id: 'acme', amount_minor: '1', ...(final === undefined ? {} : { final }) },
        expectedVersion: undefined,
        idempotencyKey: 'key',
        correlationId: 'journey',
        traceparent: undefined,
        receivedAt: new Date(0),
      });
    expect(commandOf(false)).toEqual(commandOf(undefined));
    expect(commandOf(undefined).fingerprint).toBe(
      fingerprintOf({
        paymentId: 'pay_1',
        body: { merchant_id: 'acme', amount_minor: '1' },
        expectedVersion: undefined,
      }),
    );
    expect(commandOf(true).fingerprint).not.toBe(commandOf(false).fingerprint);
    expect(commandOf(true)).toMatchObject({ final: true });
  });
});
