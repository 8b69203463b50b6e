import type { CreatePayment } from '@redoubt/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCapture } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

let server: LedgerServer;
let db: LedgerDatabase;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
});
afterAll(async () => {
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

type Entry = { readonly command: unknown; readonly outcome?: unknown };

async function recover(entries: readonly Entry[], epoch = 1): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const sql = 'select pay.apply_recorded_batch(cast(:epoch as bigint), :region, cast(:entries as jsonb))';
  const answers = await db.as('recovery').run(sql, { epoch, region: 'us-east-1', entries: JSON.stringify(entries) });
  return answers.map((answer) => JSON.parse(answer ?? 'null'));
}

const created = ({ paymentId }: CreatePayment) => ({
  outcome: 'created',
  paymentId,
  status: 'captured',
  version: 2,
  feeMinor: '3',
  recordedAt: '2036-11-21T10:00:00.000Z',
});
const appliedBy = ({ paymentId }: CreatePayment) =>
  db.owner.run(`select applied_by from pay.operations where payment_id = '${paymentId}'`);
const fresh = { outcome: 'applied', replayed: false };

test('books payments with and without a recorded outcome, and answers in their order', async () => {
  const [open, answered] = [aCommand({ key: 'open' }), aCommand({ key: 'answered' })];
  expect(await recover([{ command: open }, { command: answered, outcome: created(answered) }])).toEqual([fresh, fresh]);
  expect(await appliedBy(open)).toEqual(['recovery']);
  const fees = await db.owner.run(
    `select fee_minor::text from pay.payments where payment_id = '${answered.paymentId}'`,
  );
  expect(fees).toEqual(['3']);
  const again = await recover([{ command: answered, outcome: created(answered) }, { command: open }]);
  expect(again).toEqual([
    { outcome: 'applied', replayed: true },
    { outcome: 'applied', replayed: true },
  ]);
  expect(await db.ledger.drift()).toEqual([]);
});

test('books the others when one fails, and says which and why', async () => {
  const [first, last] = [aCommand({ key: 'first' }), aCommand({ key: 'last' })];
  const broken = { ...aCommand({ key: 'broken' }), amountMinor: 'much' };
  const answers = await recover([{ command: first }, { command: broken }, { command: last }]);
  expect(answers).toEqual([
    fresh,
    { outcome: 'failed', code: '22P02', message: expect.stringContaining('invalid input syntax') },
    fresh,
  ]);
  expect(await appliedBy(last)).toEqual(['recovery']);
});

test('applies a payment and then its change, each once, also when one comes twice', async () => {
  const payment = aCommand({ key: 'changed', capture: 'manual' });
  const capture = aCapture(payment, { key: 'changed-capture' });
  const outcome = {
    outcome: 'applied',
    paymentId: payment.paymentId,
    merchantId: payment.merchantId,
    currency: payment.currency,
    operation: 'capture',
    status: 'captured',
    version: 3,
    amountMinor: payment.amountMinor,
    feeMinor: '0',
    recordedAt: '2036-11-21T10:00:00.000Z',
  };
  const entries = [{ command: payment }, { command: capture, outcome }, { command: capture, outcome }];
  expect(await recover(entries)).toEqual([fresh, fresh, { outcome: 'applied', replayed: true }]);
  expect(await db.ledger.drift()).toEqual([]);
});

test('answers the refusal of the fence for each, and nothing for none', async () => {
  const refusal = { outcome: 'epoch_not_open', epoch: 1 };
  expect(
    await recover([{ command: aCommand({ key: 'early' }) }, { command: aCommand({ key: 'early-2' }) }], 2),
  ).toEqual([refusal, refusal]);
  expect(await recover([])).toEqual([]);
});
