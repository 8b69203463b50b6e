import { type CreatePayment, canaryMerchantId, canaryPassOf, headers } from '@redoubt/contracts';
import { withConnection } from '@redoubt/embedded-postgres';
import { withCanaries } from '@redoubt/lambda-kit';
import { type ApiAnswer, aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ReadModel } from '../../src/adapters/tables/read-model.ts';
import type { RouteName } from '../../src/api.ts';
import { acceptedEventOf } from '../../src/domain/accepted-event.ts';
import { changeOf } from '../../src/domain/payment-change.ts';
import { viewPaymentRoute } from '../../src/reading/view-payment.ts';
import { aCapture } from '../support/a-change.ts';
import { aCommand } from '../support/a-command.ts';
import { ask, keyOf } from '../support/api-event.ts';
import { anApi, type TransactionsApi } from '../support/api-under-test.ts';
import { completeLedger } from '../support/complete-ledger.ts';
import { type LedgerDatabase, type LedgerServer, startLedgerServer } from '../support/ledger-database.ts';

/*
 * Goal: whatever a merchant asks about a payment of another one is answered as about one that nobody has made, in every state that the
 * payment can be in, and nothing comes of it; no key, cursor or version of one merchant is worth anything to another.
 *
 * Method: a real ledger and a real read model. acme has payments; globex sends what acme could send, and the same about an id that is not
 * there. Both answers are compared but for the ids of their traces, and the books and the journal before and after.
 */
let server: LedgerServer;
let db: LedgerDatabase;
let dynamo: LocalDynamo;
let readModel: ReadModel;
let api: TransactionsApi;
beforeAll(async () => {
  server = await startLedgerServer();
  db = await server.ledgerDatabase();
  dynamo = await startLocalDynamo();
  readModel = new ReadModel(dynamo);
});
afterAll(async () => {
  expect(await db.ledger.drift()).toEqual([]);
  await dynamo[Symbol.asyncDispose]();
  await db[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});
beforeEach(() => {
  api = anApi(db, readModel);
});

const authority = { epoch: 1, originRegion: 'us-east-1' };
const newPayment = (over: Partial<CreatePayment> = {}) =>
  aCommand({ key: crypto.randomUUID(), amountMinor: '1000', capture: 'manual', ...over });

async function booked(over: Partial<CreatePayment> = {}): Promise<CreatePayment> {
  const command = newPayment(over);
  await db.ledger.apply({ ...authority, command, appliedBy: 'consumer' });
  return command;
}

/** Accepted and announced; the ledger does not have it yet. */
async function accepted(): Promise<CreatePayment> {
  const command = newPayment();
  await readModel.add(changeOf(acceptedEventOf({ command, epoch: 1 }, 'us-east-1')));
  return command;
}

const routes: readonly (readonly [RouteName, object | undefined])[] = [
  ['get-payment', undefined],
  ['list-operations', undefined],
  ['list-transfers', undefined],
  ['post-capture', {}],
  ['post-void', {}],
  ['post-refund', {}],
  ['post-dispute-evidence', { evidence: 'signed for' }],
];

/** Sends a request about a payment with a merchant's key. */
function send(
  merchantId: string,
  name: RouteName,
  { id, body, key = 'key-1', ...request }: { id: string; body?: object | undefined; key?: string; query?: string },
  more: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer> {
  const sent = { 'Idempotency-Key': key, ...keyOf(merchantId), ...more };
  return api.send(name, { ...request, path: { id }, body, headers: sent });
}

const nowhere = `pay_${'0'.repeat(32)}`;

/** All that an answer tells, byte for byte, without the ids of its trace. */
function told({ status, headers: { 'X-Correlation-Id': id = '', ...others }, text }: ApiAnswer): object {
  return { status, headers: others, text: text.replaceAll(String(id), 'trace') };
}

describe.each([
  ['booked', booked],
  ['accepted and not booked yet', accepted],
])("another merchant's payment that is %s", (_, made) => {
  test.each(routes)('%s: is answered as one that is not there, and nothing comes of it', async (name, body) => {
    const { paymentId } = await made();
    const before = await api.written();
    const answer = await send('globex', name, { id: paymentId, body });
    expect([answer.status, answer.json.code]).toEqual([404, 'not_found']);
    expect(told(answer)).toEqual(told(await send('globex', name, { id: nowhere, body })));
    expect(await api.written()).toEqual(before);
  });

  test('is not given away by a version, nor by a condition', async () => {
    const { paymentId } = await made();
    const missing = await send('globex', 'get-payment', { id: nowhere });
    for (const etag of ['"1"', '"2"', '*']) {
      const seen = await send('globex', 'get-payment', { id: paymentId }, { [headers.ifNoneMatch]: etag });
      expect(told(seen)).toEqual(told(missing));
      const request = { body: {}, key: crypto.randomUUID() };
      const changed = await send('globex', 'post-void', { ...request, id: paymentId }, { [headers.ifMatch]: etag });
      const nothing = await send('globex', 'post-void', { ...request, id: nowhere }, { [headers.ifMatch]: etag });
      expect(told(changed)).toEqual(told(nothing));
    }
  });
});

test('11.A5: its own merchant is told that a payment is accepted and not booked yet', async () => {
  const { paymentId } = await accepted();
  expect((await send('acme', 'get-payment', { id: paymentId })).json).toMatchObject({ status: 'accepted' });
  expect((await send('acme', 'post-capture', { id: paymentId, body: {} })).json).toMatchObject({
    code: 'payment_not_booked_yet',
  });
});

test("a change of another merchant's payment waits for nobody who is just changing it", async () => {
  const payment = await booked();
  const strangers = aCapture(payment, { key: 'strangers', merchantId: 'globex' });
  await withConnection(db.url, async (holder) => {
    await holder.query('begin');
    await holder.query('select from pay.payments where payment_id = $1 for update', [payment.paymentId]);
    const outcome = await withConnection(db.url, async (stranger) => {
      // The lock is held for as long as it takes: who waits for it at all is refused in the end.
      await stranger.query("set lock_timeout = '1s'");
      const { rows } = await stranger.query("select pay.change(1, 'us-east-1', $1) as answer", [
        JSON.stringify(strangers),
      ]);
      return rows[0]?.answer;
    });
    expect(outcome).toEqual({ outcome: 'not_found' });
    await holder.query('rollback');
  });
});

describe('an idempotency key', () => {
  test('of two merchants stands for two commands, and each gets its own answer again', async () => {
    const payments = { acme: await booked(), globex: await booked({ merchantId: 'globex' }) };
    const key = crypto.randomUUID();
    const capture = (merchantId: 'acme' | 'globex') =>
      send(merchantId, 'post-capture', { id: payments[merchantId].paymentId, body: { amount_minor: '7' }, key });
    const [acmes, globexs] = [await capture('acme'), await capture('globex')];
    for (const { status, headers: answered } of [acmes, globexs]) {
      expect(status).toBe(201);
      expect(answered).not.toHaveProperty(headers.idempotencyReplayed);
    }
    expect(acmes.json.id).not.toBe(globexs.json.id);
    for (const [merchantId, first] of [
      ['acme', acmes],
      ['globex', globexs],
    ] as const) {
      const again = await capture(merchantId);
      expect(again.text).toBe(first.text);
      expect(again.headers).toHaveProperty(headers.idempotencyReplayed, 'true');
    }
  });

  test('can not be taken from its merchant, neither by its payment nor by its name', async () => {
    const { paymentId: id } = await booked();
    const key = crypto.randomUUID();
    const before = await api.written();
    expect((await send('globex', 'post-capture', { id, body: {}, key })).status).toBe(404);
    const named = await send('globex', 'post-capture', { id, body: { merchant_id: 'acme' }, key });
    expect([named.status, named.json.code]).toEqual([403, 'merchant_mismatch']);
    expect(await api.written()).toEqual(before);
    const own = await send('acme', 'post-capture', { id, body: { amount_minor: '7' }, key });
    expect(own.status).toBe(201);
    expect(own.headers).not.toHaveProperty(headers.idempotencyReplayed);
  });

  test('stands for the same request whether its merchant is named or left out', async () => {
    const { paymentId: id } = await booked();
    const key = crypto.randomUUID();
    const first = await send('acme', 'post-void', { id, body: {}, key });
    const again = await send('acme', 'post-void', { id, body: { merchant_id: 'acme' }, key });
    expect([first.status, again.text]).toEqual([201, first.text]);
  });
});

describe("another merchant's cursor is answered as one that was made up", () => {
  const madeUp = `${'a'.repeat(40)}.${'b'.repeat(64)}`;

  test.each<RouteName>(['list-payments', 'list-merchant-transfers', 'list-captures'])('by %s', async (name) => {
    for (const merchantId of ['acme', 'acme', 'globex', 'globex']) await booked({ merchantId, capture: 'automatic' });
    const list = (merchantId: string, query: string) => api.send(name, { query, headers: keyOf(merchantId) });
    const { next_cursor: cursor } = (await list('acme', 'limit=1')).json;
    expect((await list('acme', `limit=1&cursor=${cursor}`)).status).toBe(200);
    const answer = await list('globex', `limit=1&cursor=${cursor}`);
    expect(answer.status).toBe(400);
    expect(told(answer)).toEqual(told(await list('globex', `limit=1&cursor=${madeUp}`)));
  });

  test.each<RouteName>(['list-operations', 'list-transfers'])('by %s', async (name) => {
    const payment = await booked();
    await db.ledger.change(aCapture(payment, { key: payment.paymentId }), authority);
    const list = (merchantId: string, id: string, query: string) => send(merchantId, name, { id, query });
    const { next_cursor: cursor } = (await list('acme', payment.paymentId, 'limit=1')).json;
    expect((await list('acme', payment.paymentId, `limit=1&cursor=${cursor}`)).status).toBe(200);
    const answer = await list('globex', payment.paymentId, `limit=1&cursor=${cursor}`);
    expect(answer.status).toBe(400);
    expect(told(answer)).toEqual(told(await list('globex', nowhere, `limit=1&cursor=${madeUp}`)));
  });
});

test.each<RouteName>(['list-balances', 'list-payouts'])(
  '%s knows no other merchant, whether it is one or not',
  async (name) => {
    await booked();
    const answers = await Promise.all(['acme', 'nobody-at-all', 'a b', ''].map((id) => send('globex', name, { id })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map((answer) => JSON.stringify(told(answer)))).size).toBe(1);
  },
);

test('a canary sees its own payment by a pass for it, and no payment of anybody else', async () => {
  const secret = 'a secret of the test';
  const keys = withCanaries(aDoorkeeper, async () => secret);
  const route = viewPaymentRoute({ ...completeLedger(db.ledger), readModel, keys });
  const show = (id: string, subject = id) => {
    const pass = canaryPassOf({ secret, subject, now: new Date() });
    return ask(route, { id, headers: { [headers.canaryPass]: pass } });
  };
  const canary = await booked({ merchantId: canaryMerchantId, canary: true });
  expect((await show(canary.paymentId)).json).toMatchObject({ merchant_id: canaryMerchantId });
  expect((await show(canary.paymentId, nowhere)).status).toBe(401);
  expect((await show((await booked()).paymentId)).status).toBe(404);
});
