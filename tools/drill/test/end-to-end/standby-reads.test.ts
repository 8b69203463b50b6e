import { type AcceptedPayment, PaymentView } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeBodyOf } from '../../src/load/intents.ts';
import { waitUntil } from '../../src/wait-until.ts';
import type { MerchantClient, SentRequest } from './merchant-client.ts';
import { portBlock } from './redoubt-process.ts';
import { endBy, type RunningPlatform, startPlatform } from './running-platform.ts';

/*
 * Goal: payments and sessions are shown while the writer is away, by a region that can ask no database; what must not be done
 * there is refused so that the same request is safe later, and is done after the promotion.
 *
 * Method: one local cloud. First both regions are there and the standby is asked by its own name. Then the active region
 * is killed, and the other is asked without pause until its own ledger answers. SIGKILL ends the command at last.
 */
const [active, standby] = ['us-east-1', 'us-east-2'] as const;

let platform: RunningPlatform;
let cloud: LocalCloud;
let merchant: MerchantClient;
let letFailoversBegin: () => Promise<void>;
let captured: AcceptedPayment;
let authorized: AcceptedPayment;
let sessionId: string;

beforeAll(async () => {
  platform = await startPlatform({ portBase: portBlock });
  ({ cloud, merchant, letFailoversBegin } = platform);
  [captured, authorized] = await Promise.all([
    merchant.pay('captured-at-once', { reference: 'order 7' }),
    merchant.pay('held', { capture: 'manual' }),
  ]);
  const session = { merchant_id: 'acme', user_id: 'payer-1', attributes: { step: 'address' } };
  const created = await merchant.until(201, { path: '/validation/v1/sessions', key: 'session', body: session });
  sessionId = created.json.id;
});
afterAll(() => platform.command[Symbol.asyncDispose]());

const paymentPath = (id: string) => `/transactions/v1/payments/${id}`;

test('FO4: the standby shows payments as the active region does, and says how old that is', async () => {
  for (const [{ id }, status] of [
    [captured, 'captured'],
    [authorized, 'authorized'],
  ] as const) {
    const { view, age } = await merchant.paymentOnce(id, status);
    expect(age).toBeNull();
    expect(view.as_of).toBeUndefined();
    const copy = await merchant.paymentOnce(id, status, { region: standby });
    // No event tells these.
    const { fee_minor: _, booked_at: __, ...told } = view;
    expect(copy.view).toEqual({ ...told, as_of: expect.any(String) });
    expect(Number(copy.age)).toBeGreaterThanOrEqual(0);
  }
});

test('FO4: what the standby shows does not grow old while nothing happens', async () => {
  const { view } = await merchant.paymentOnce(captured.id, 'captured', { region: standby });
  const isTold = async () => {
    const { json } = await merchant.send({ path: paymentPath(captured.id), region: standby });
    return json.as_of > view.updated_at ? true : undefined;
  };
  await waitUntil(isTold, { everyMs: 100 });
});

test('FO4: the standby shows sessions', async () => {
  const path = `/validation/v1/sessions/${sessionId}`;
  const { json } = await merchant.until(200, { path, region: standby });
  expect(json).toMatchObject({ id: sessionId, home_region: active, version: 1, attributes: { step: 'address' } });
});

type Asked = readonly [string, () => SentRequest];
const operator = { kind: 'operator' } as const;

const change = (name: string, id: () => string): Asked => [
  name,
  () => ({ path: `${paymentPath(id())}/${name}`, key: 'early', body: { merchant_id: 'acme' } }),
];
const decision = (name: string): Asked => [
  name,
  () => ({
    sender: operator,
    path: `${paymentPath(authorized.id)}/${name}`,
    key: 'early',
    body: changeBodyOf('acme', { action: name === 'approvals' ? 'approve' : 'reject' }),
  }),
];
const shown = (name: string, path: () => string): Asked => [name, () => ({ path: path() })];
const shownToOperators = (name: string, path: string): Asked => [name, () => ({ sender: operator, path })];

test.each<Asked>([
  change('captures', () => authorized.id),
  change('voids', () => authorized.id),
  decision('approvals'),
  decision('rejections'),
  change('refunds', () => captured.id),
  [
    'payments',
    () => ({
      path: '/validation/v1/payments',
      key: 'early',
      body: { merchant_id: 'acme', amount_minor: '1', currency: 'EUR' },
    }),
  ],
  shown('the list of payments', () => '/transactions/v1/payments?merchant_id=acme'),
  shown('balances', () => '/transactions/v1/merchants/acme/balances'),
  shownToOperators('terms', '/transactions/v1/merchants/acme/terms'),
  shownToOperators('the blocklist', '/transactions/v1/blocklist'),
  shownToOperators('the audit log', '/transactions/v1/audit-log'),
  shown('operations', () => `${paymentPath(captured.id)}/operations`),
  shown('transfers', () => `${paymentPath(captured.id)}/transfers`),
  shown('a payment that it has never heard of', () => paymentPath(`pay_${'0'.repeat(32)}`)),
])('FO4: the standby answers %s with 503, and when to ask again', async (_, request) => {
  const answer = await merchant.send({ ...request(), region: standby });
  expect(answer).toMatchObject({ status: 503, json: { status: 503, retryable: true } });
  expect(answer.headers.get('Retry-After')).toBe('1');
});

test('FO4: payments are shown from the loss of the writer until the promotion, and by the promoted ledger after it', async () => {
  await letFailoversBegin();
  await cloud.killRegion(active);
  const lostAt = Date.now();
  // Acknowledged by the journal as soon as the other region is active, whatever its database does.
  const duringTheLoss = merchant.pay('during-the-loss');
  let copies = 0;
  for (;;) {
    const { status, json, headers } = await merchant.send({ path: paymentPath(captured.id), region: standby });
    expect(status).toBe(200);
    const view = PaymentView.parse(json);
    expect(view).toMatchObject({ status: 'captured', captured_minor: '1050', reference: 'order 7', version: 2 });
    if (view.as_of === undefined) break;
    copies += 1;
    expect(headers.get('Age')).toMatch(/^[0-9]+$/);
    // Nobody has announced anything since; the other region will in a moment.
    if (copies === 1) expect(Date.parse(view.as_of)).toBeLessThanOrEqual(lostAt);
  }
  expect(copies).toBeGreaterThan(0);
  const unknown = await merchant.send({ path: paymentPath(`pay_${'0'.repeat(32)}`), region: standby });
  expect(unknown.status).toBe(404);
  const { id } = await duringTheLoss;
  expect((await merchant.paymentOnce(id, 'captured')).view.version).toBe(2);
});

test('FO4: what was refused before is done after the promotion, under the same key', async () => {
  const path = `${paymentPath(authorized.id)}/captures`;
  const answer = await merchant.until(201, { path, key: 'early', body: { merchant_id: 'acme' } });
  expect(answer.json).toMatchObject({ operation: 'capture', amount_minor: '1050', payment_status: 'captured' });
  const payment = await merchant.pay('early');
  expect((await merchant.paymentOnce(payment.id, 'captured')).view.version).toBe(2);
});

test('FO4: a session goes on in the other region', async () => {
  const path = `/validation/v1/sessions/${sessionId}`;
  const answer = await merchant.until(200, { path, key: 'next', body: { version: 1, attributes: { step: 'pay' } } });
  expect(answer.json).toMatchObject({ home_region: standby, version: 2, attributes: { step: 'pay' } });
});

test('SIGKILL leaves no process behind', async () => {
  expect(await endBy('SIGKILL', platform)).toBeNull();
});
