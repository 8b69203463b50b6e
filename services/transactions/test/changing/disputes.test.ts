import { type ChangeCommand, type CreatePayment, PaymentDisputed, PaymentDisputeWon } from '@redoubt/contracts';
import { verifyRebuild } from '@redoubt/ledger-archive';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ArchivedLedger } from '../../src/adapters/archived-ledger.ts';
import { archiveOperations } from '../../src/archiving/archive-operations.ts';
import { archiveSchema } from '../../src/archiving/archive-schema.ts';
import { giveTerms, usualTerms } from '../model/terms-model.ts';
import { aCapture, aDispute, aLoss, aRefund, aVoid, aWin, evidenceOf } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ArchiveInMemory } from '../support/archive-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, ledgerBundle, startLedgerServer } from '../support/ledger-database.ts';

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

/** A payment of 10,000 of a merchant of its own. */
async function taken(key: string, over: Partial<CreatePayment> = {}): Promise<CreatePayment> {
  const command = aCommand({ merchantId: `merchant-${key}`, key, amountMinor: '10000', ...over });
  await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  return command;
}

const payableOf = async ({ merchantId }: CreatePayment) =>
  (await db.ledger.balances(merchantId)).data.map(({ payable_minor: payable }) => payable);

const transfersOf = ({ paymentId }: CreatePayment, version: number) =>
  db.owner.run(
    `select concat_ws(' ', purpose, debit_account, credit_account, amount_minor) from pay.transfers
     where payment_id = :paymentId and version = cast(:version as int) order by sequence`,
    { paymentId, version },
  );

describe('11.B4: a dispute takes what it is about at once', () => {
  test('and its fee, whatever the merchant has', async () => {
    const payment = await taken('opened');
    await change(aRefund(payment, { key: '1', amountMinor: '4000' }));
    const answer = await change(aDispute(payment, { key: '2', amountMinor: '6000' }));
    expect(answer).toMatchObject({ operation: 'open_dispute', status: 'disputed', disputeFeeMinor: '1500' });
    expect(await transfersOf(payment, 4)).toEqual([
      'dispute merchant/merchant-opened/payable/EUR network/disputes/EUR 6000',
      'dispute_fee merchant/merchant-opened/payable/EUR redoubt/fees/EUR 1500',
    ]);
    expect(await payableOf(payment)).toEqual(['-1640']);
    const event = PaymentDisputed.schema.parse('events' in answer ? answer.events[0]?.event : undefined);
    expect(event.data).toMatchObject({ disputeReason: 'fraudulent', disputedMinor: '6000', status: 'disputed' });
  });

  test('below the overdraft too: the network does not ask for it', async () => {
    await db.owner.run(giveTerms('merchant-poor', { ...usualTerms, overdraft: 0n }));
    const payment = await taken('poor');
    expect(await change(aRefund(payment, { key: '1' }))).toMatchObject({ code: 'merchant_balance_too_low' });
    expect(await change(aDispute(payment, { key: '2' }))).toMatchObject({ status: 'disputed' });
    expect(await payableOf(payment)).toEqual(['-1640']);
  });

  test('and a refund that comes after it meets the lower balance', async () => {
    await db.owner.run(giveTerms('merchant-floor', { ...usualTerms, overdraft: 0n }));
    const [disputed, other] = [await taken('floor'), await taken('other', { merchantId: 'merchant-floor' })];
    // Both ways to know a balance count it: what is rolled up is known, and the dispute comes after it.
    await db.ledger.rollUpBalances();
    await change(aDispute(disputed, { key: '1' }));
    // 20000 less two fees of 140, less 10000 and 1500.
    expect(await change(aRefund(other, { key: '2', amountMinor: '8221' }))).toMatchObject({ outcome: 'refused' });
    expect(await change(aRefund(other, { key: '3', amountMinor: '8220' }))).toMatchObject({ outcome: 'applied' });
  });
});

describe('11.B4: a dispute that is decided', () => {
  test('for the merchant gives the amount back and keeps the fee', async () => {
    const payment = await taken('won');
    await change(aDispute(payment, { key: '1' }));
    expect(await change(evidenceOf(payment, { key: '2' }))).toMatchObject({ status: 'disputed', amountMinor: '10000' });
    const answer = await change(aWin(payment, { key: '3' }));
    expect(answer).toMatchObject({ operation: 'win_dispute', status: 'captured', amountMinor: '10000' });
    expect(await transfersOf(payment, 5)).toEqual([
      'dispute_reversal network/disputes/EUR merchant/merchant-won/payable/EUR 10000',
    ]);
    expect(await payableOf(payment)).toEqual(['8360']);
    const event = PaymentDisputeWon.schema.parse('events' in answer ? answer.events[0]?.event : undefined);
    expect(event.data.disputedMinor).toBeUndefined();
    expect(await change(aWin(payment, { key: '4' }))).toMatchObject({ code: 'operation_not_allowed' });
  });

  test('for the merchant gives the fee back where the terms that the payment was taken under say so', async () => {
    await db.owner.run(giveTerms('merchant-fee', { ...usualTerms, disputeFee: 77n, isDisputeFeeRefunded: true }));
    const payment = await taken('fee');
    await db.owner.run(giveTerms('merchant-fee', { ...usualTerms, disputeFee: 99n }));
    expect(await change(aDispute(payment, { key: '1' }))).toMatchObject({ disputeFeeMinor: '77' });
    expect(await change(aWin(payment, { key: '2' }))).toMatchObject({ disputeFeeRefundedMinor: '77' });
    expect(await payableOf(payment)).toEqual(['9860']);
  });

  test('for the payer moves nothing more', async () => {
    const payment = await taken('lost');
    await change(aDispute(payment, { key: '1' }));
    expect(await change(aLoss(payment, { key: '2' }))).toMatchObject({ status: 'charged_back', amountMinor: '10000' });
    expect(await transfersOf(payment, 4)).toEqual([]);
    expect(await db.ledger.payment(payment)).toMatchObject({
      status: 'charged_back',
      charged_back_minor: '10000',
      dispute_fee_minor: '1500',
    });
    for (const command of [aRefund(payment, { key: '3' }), aDispute(payment, { key: '4' })]) {
      expect(await change(command)).toMatchObject({ code: 'operation_not_allowed' });
    }
  });
});

describe('11.B4: refunds and disputes together never exceed what was captured', () => {
  test('a refund takes what is not disputed, and not a unit more', async () => {
    const payment = await taken('rest');
    await change(aDispute(payment, { key: '1', amountMinor: '6000' }));
    expect(await change(aRefund(payment, { key: '2', amountMinor: '4001' }))).toMatchObject({
      code: 'amount_over_captured',
      availableMinor: '4000',
    });
    expect(await change(aRefund(payment, { key: '3' }))).toMatchObject({ status: 'disputed', amountMinor: '4000' });
    expect(await change(aWin(payment, { key: '4' }))).toMatchObject({ status: 'partially_refunded' });
    expect(await change(aRefund(payment, { key: '5' }))).toMatchObject({ status: 'refunded', amountMinor: '6000' });
  });

  test('a dispute takes what was not refunded, one at a time', async () => {
    const payment = await taken('one');
    await change(aRefund(payment, { key: '1', amountMinor: '1' }));
    expect(await change(aDispute(payment, { key: '2', amountMinor: '10000' }))).toMatchObject({
      code: 'amount_over_captured',
      availableMinor: '9999',
    });
    await change(aDispute(payment, { key: '3', amountMinor: '5000' }));
    expect(await change(aDispute(payment, { key: '4', amountMinor: '1' }))).toMatchObject({
      code: 'operation_not_allowed',
    });
    expect(await change(aLoss(payment, { key: '5' }))).toMatchObject({ status: 'partially_refunded' });
    expect(await change(aDispute(payment, { key: '6' }))).toMatchObject({ amountMinor: '4999', status: 'disputed' });
    expect(await change(aLoss(payment, { key: '7' }))).toMatchObject({ status: 'charged_back' });
  });

  test('a dispute of what is captured leaves what is held', async () => {
    const payment = await taken('held', { capture: 'manual' });
    expect(await change(aDispute(payment, { key: '1' }))).toMatchObject({ code: 'operation_not_allowed' });
    await change(aCapture(payment, { key: '2', amountMinor: '6000' }));
    expect(await change(aDispute(payment, { key: '3' }))).toMatchObject({
      amountMinor: '6000',
      status: 'partially_captured',
    });
    expect(await change(aVoid(payment, { key: '4' }))).toMatchObject({ amountMinor: '4000', status: 'disputed' });
    expect(await change(aLoss(payment, { key: '5' }))).toMatchObject({ status: 'charged_back' });
  });
});

test('11.B4: a ledger that is made from its archive has open, won and lost disputes', async () => {
  await using books = await server.ledgerDatabase();
  const archive = new ArchiveInMemory();
  await archiveSchema(archive, ledgerBundle);
  const payments = ['open', 'won', 'lost'].map((key) => aCommand({ key, amountMinor: '10000' }));
  await books.ledger.applyBatch(payments, { ...authority, appliedBy: 'consumer' });
  const [open, won, lost] = payments as [CreatePayment, CreatePayment, CreatePayment];
  const commands = [
    ...payments.map((payment) => aDispute(payment, { key: `dispute-${payment.paymentId}`, amountMinor: '7000' })),
    evidenceOf(open, { key: 'evidence' }),
    aWin(won, { key: 'win' }),
    aLoss(lost, { key: 'lose' }),
    aDispute(lost, { key: 'again' }),
  ];
  for (const command of commands) await books.ledger.change(command, authority);
  await archiveOperations({ ledger: new ArchivedLedger(books.as('maintenance')), bucket: archive }, authority);
  await using compared = await server.emptyDatabase();
  const { comparison } = await verifyRebuild({ store: archive, url: compared.url, ledgerUrl: books.url, waitMsMax: 1 });
  expect(comparison.differences).toEqual([]);
  const sums =
    'select array_agg(distinct disputed_minor order by disputed_minor) || array_agg(distinct charged_back_minor) from pay.payments';
  expect(await compared.owner.run(`select (${sums})::text`)).toEqual(['{0,3000,7000,0,7000}']);
});
