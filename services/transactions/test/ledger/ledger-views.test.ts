import { BalanceList, TransferPage } from '@redoubt/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listBalancesRoute } from '../../src/reading/list-balances.ts';
import { listTransfersRoute } from '../../src/reading/list-transfers.ts';
import { aCapture, aRefund, aVoid } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ask, keyOf } from '../support/api-event.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

const authority = { epoch: 1, originRegion: 'us-east-1' } as const;
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

let made = 0;
async function booked(over: Parameters<typeof aCommand>[0] = {}) {
  made += 1;
  const command = aCommand({ key: `payment-${made}`, ...over });
  await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  return command;
}

const balancesOf = async (merchantId: string) => {
  const request = { id: merchantId, headers: keyOf(merchantId) };
  const answer = await ask(listBalancesRoute(completeLedger(db.ledger)), request);
  return { status: answer.status, data: BalanceList.parse(answer.json).data };
};
const transfersOf = (id: string, query = '', merchantId = 'acme') =>
  ask(listTransfersRoute(completeLedger(db.ledger)), { id, query, headers: keyOf(merchantId) });

test('shows what a merchant has in each currency, before and after a roll-up', async () => {
  const merchantId = 'shop-balances';
  await booked({ merchantId, amountMinor: '1000' });
  await booked({ merchantId, amountMinor: '500', capture: 'manual' });
  await booked({ merchantId, amountMinor: '10', currency: 'JPY' });
  // 1.40 % of 1000 is 14; of 10 yen it is nothing.
  const data = [
    { currency: 'EUR', payable_minor: '986', held_minor: '500', refundable_minor: '20000986' },
    { currency: 'JPY', payable_minor: '10', held_minor: '0', refundable_minor: '35600010' },
  ];
  expect(await balancesOf(merchantId)).toEqual({ status: 200, data });
  await db.ledger.rollUpBalances();
  expect(await balancesOf(merchantId)).toEqual({ status: 200, data });
});

test('shows a balance below zero after a refund: the fee stays with us', async () => {
  const merchantId = 'shop-refunds';
  const payment = await booked({ merchantId, amountMinor: '1000' });
  await db.ledger.change(aRefund(payment, { key: 'all' }), authority);
  expect(await balancesOf(merchantId)).toMatchObject({
    data: [{ payable_minor: '-14', held_minor: '0', refundable_minor: '19999986' }],
  });
});

test('shows no refundable amount below zero, however strict the terms have become', async () => {
  const merchantId = 'shop-strict';
  const payment = await booked({ merchantId, amountMinor: '1000' });
  await db.ledger.change(aRefund(payment, { key: 'strict' }), authority);
  await db.owner.run(
    "insert into pay.merchant_terms (merchant_id, status, amount_minor_max, fee_basis_points, overdraft_minor_max) values ('shop-strict', 'open', 1000, 140, 0)",
  );
  expect(await balancesOf(merchantId)).toMatchObject({ data: [{ payable_minor: '-14', refundable_minor: '0' }] });
});

test('shows nothing of a merchant that never took a payment, and nothing of another', async () => {
  await booked({ merchantId: 'shop-other' });
  expect(await balancesOf('shop-nobody')).toEqual({ status: 200, data: [] });
  expect((await balancesOf('shop-othe')).data).toEqual([]);
});

test.each(['ab', 'a'.repeat(65), 'a b', "shop' or true --", '*', '4111111111111111', ''])(
  'knows no merchant of the name %s',
  async (id) => {
    expect(await ask(listBalancesRoute(completeLedger(db.ledger)), { id })).toMatchObject({ status: 404 });
  },
);

test('shows what a payment has moved, oldest first, page by page, each once and with both its sides', async () => {
  const payment = await booked({ merchantId: 'shop-life', amountMinor: '1000', capture: 'manual' });
  await db.ledger.change(aCapture(payment, { key: 'part', amountMinor: '400' }), authority);
  await db.ledger.change(aVoid(payment, { key: 'rest' }), authority);
  const all = TransferPage.parse((await transfersOf(payment.paymentId, '', 'shop-life')).json).data;
  expect(all.map(({ version, purpose, amount_minor }) => [version, purpose, amount_minor])).toEqual([
    [2, 'hold', '1000'],
    [3, 'release', '400'],
    [3, 'capture', '400'],
    [3, 'fee', '5'],
    [4, 'release', '600'],
  ]);
  expect(all[2]).toMatchObject({
    payment_id: payment.paymentId,
    debit_account: 'network/receivable/EUR',
    credit_account: 'merchant/shop-life/payable/EUR',
    currency: 'EUR',
  });

  const seen = [];
  let query = 'limit=2';
  for (const pages of [1, 2, 3]) {
    const { json, headers } = await transfersOf(payment.paymentId, query, 'shop-life');
    seen.push(...json.data);
    expect([json.has_more, headers['Link'] !== undefined]).toEqual([pages < 3, pages < 3]);
    query = `limit=2&cursor=${json.next_cursor}`;
  }
  expect(seen).toEqual(all);
});

test('shows that a rejected payment has moved nothing, and knows no transfers of what is not booked', async () => {
  const rejected = await booked({ merchantId: 'shop-life', amountMinor: '1000000001' });
  expect(await transfersOf(rejected.paymentId, '', 'shop-life')).toMatchObject({
    status: 200,
    json: { data: [], has_more: false },
  });
  for (const id of [`pay_${'0'.repeat(32)}`, 'pay_1', '']) {
    expect(await transfersOf(id), id).toMatchObject({ status: 404, headers: { 'Retry-After': '1' } });
  }
});

test('refuses a cursor of another payment, of another list, and one that was changed', async () => {
  const [one, other] = [await booked({ amountMinor: '1000' }), await booked({ amountMinor: '1000' })];
  const { next_cursor: cursor } = (await transfersOf(one.paymentId, 'limit=1')).json;
  const operations = await db.ledger.operations(one, { cursor: '', pageMax: 1 });
  expect(operations?.next_cursor).toBeNull();
  for (const [id, sent] of [
    [other.paymentId, cursor],
    [one.paymentId, `${cursor}a`],
    [one.paymentId, cursor.replace(/.$/, (last: string) => (last === 'a' ? 'b' : 'a'))],
    [one.paymentId, cursor.split('.')[0]],
  ]) {
    expect(await transfersOf(id, `cursor=${sent}`)).toMatchObject({ status: 400, json: { code: 'malformed_request' } });
  }
});
