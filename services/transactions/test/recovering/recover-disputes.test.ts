import { type ChangeCommand, ChangeOutcome, type CreatePayment } from '@redoubt/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { aDispute, aLoss, aRefund, aWin, evidenceOf } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { CollectingPublisher } from '../support/collecting-publisher.ts';
import { JournalInMemory } from '../support/journal-in-memory.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';
import { recoverToTheEnd } from '../support/recovering.ts';

/*
 * Goal: what was answered about a dispute in the lost region stays true in the surviving one, under the same ids.
 *
 * Method: two ledgers, as in recover-changes.test.ts; the promoted one lacks everything but what a test gives it.
 */
let server: LedgerServer;
let lost: LedgerDatabase;
let promoted: LedgerDatabase;
let journal: JournalInMemory;
let nowMs: number;
beforeAll(async () => {
  server = await startLedgerServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  [lost, promoted] = [await server.ledgerDatabase(), await server.ledgerDatabase()];
  journal = new JournalInMemory();
  nowMs = Date.parse(await promoted.ledger.watermark()) + 150_000;
  await promoted.ledger.openEpoch(2, 'us-east-2');
});
afterEach(async () => {
  expect(await promoted.ledger.drift()).toEqual([]);
  await lost[Symbol.asyncDispose]();
  await promoted[Symbol.asyncDispose]();
});

const before = { epoch: 1, originRegion: 'us-east-1' };
const secondsAgo = (seconds: number) => new Date(nowMs - seconds * 1_000).toISOString();

async function accepted(key: string): Promise<CreatePayment> {
  const command = aCommand({ key, amountMinor: '10000', acceptedAt: secondsAgo(90) });
  journal.accept(command);
  await lost.ledger.apply({ ...before, command, appliedBy: 'consumer' });
  return command;
}

async function answered(command: ChangeCommand): Promise<ChangeOutcome> {
  const outcome = ChangeOutcome.parse(await lost.ledger.change(command, before));
  journal.answer(command, outcome);
  return outcome;
}

const recover = () =>
  recoverToTheEnd(
    { ledger: promoted.ledger, journal, publisher: new CollectingPublisher() },
    { epoch: 2, region: 'us-east-2', nowMs },
  );

const told = (db: LedgerDatabase) => db.owner.run('select event_id::text from pay.events order by event_id');
const moved = (db: LedgerDatabase) =>
  db.owner.run(
    `select concat_ws(' ', transfer_id, purpose, debit_account, credit_account, amount_minor) from pay.transfers order by transfer_id`,
  );

test('11.B4: disputes and refunds that were answered are applied again in their order, under the same ids', async () => {
  const [won, partly, alone] = [await accepted('won'), await accepted('partly'), await accepted('alone')];
  const at = { acceptedAt: secondsAgo(20) };
  // A refund of all is possible only after the dispute was won, a second dispute only after the first was lost.
  await answered(aDispute(won, { key: '1', ...at }));
  await answered(evidenceOf(won, { key: '2', ...at }));
  await answered(aWin(won, { key: '3', ...at }));
  await answered(aRefund(won, { key: '4', ...at }));
  await answered(aDispute(partly, { key: '5', amountMinor: '4000', ...at }));
  await answered(aRefund(partly, { key: '6', amountMinor: '1000', ...at }));
  await answered(aLoss(partly, { key: '7', ...at }));
  await answered(aDispute(partly, { key: '8', amountMinor: '5000', ...at }));
  await answered(aDispute(alone, { key: '9', ...at }));
  await recover();
  expect(await told(promoted)).toEqual(await told(lost));
  expect(await moved(promoted)).toEqual(await moved(lost));
  for (const { paymentId } of [won, partly, alone]) {
    const {
      updated_at: _,
      booked_at: __,
      ...view
    } = (await promoted.ledger.payment({ paymentId, merchantId: 'acme' })) ?? {};
    expect(await lost.ledger.payment({ paymentId, merchantId: 'acme' })).toMatchObject(view);
  }
});

test('11.B4: the fee of a dispute that was answered is taken again, whatever the terms are by now', async () => {
  const payment = await accepted('fee');
  await answered(aDispute(payment, { key: '1', acceptedAt: secondsAgo(20) }));
  await promoted.owner.run('update pay.merchant_terms set dispute_fee_minor = 9');
  await recover();
  expect(await promoted.ledger.payment(payment)).toMatchObject({ dispute_fee_minor: '1500' });
});

test('11.B4: a lost dispute that the books can not carry goes against suspense, a won one needs nothing', async () => {
  const [kept, given] = [await accepted('kept'), await accepted('given')];
  const at = { acceptedAt: secondsAgo(20) };
  // Committed and never journaled: their region is lost with them.
  for (const payment of [kept, given]) await lost.ledger.change(aDispute(payment, { key: payment.paymentId }), before);
  await answered(aWin(kept, { key: '1', ...at }));
  await answered(aLoss(given, { key: '2', ...at }));
  await recover();
  const shortfalls = await promoted.owner.run(
    "select concat_ws(' ', payment_id, debit_account, credit_account, amount_minor) from pay.transfers where purpose = 'shortfall'",
  );
  expect(shortfalls).toEqual([`${given.paymentId} suspense/failover/EUR network/disputes/EUR 10000`]);
  expect(await promoted.ledger.payment(kept)).toMatchObject({ status: 'captured', version: 3 });
});
