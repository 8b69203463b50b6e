import { SpecifiedNotification } from '@redoubt/contracts';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverEvent } from '../../src/deliver-event.ts';
import { aMerchant, type Merchant } from '../support/a-merchant.ts';
import { activeView, anApiEvent, context } from '../support/handler-environment.ts';
import { aCapture, paymentId } from '../support/payment-events.ts';

const { postSpecifiedNotification } = await import('../../src/routes/post-specified-notification.ts');

const body = { transaction_id: paymentId, merchant_id: 'acme' };
let merchant: Merchant;

beforeEach(async () => {
  merchant = await aMerchant();
  await deliverEvent(aCapture(), merchant.dependencies);
});
afterEach(() => merchant[Symbol.asyncDispose]());

async function post(sent: unknown, over: { as?: string; isActive?: boolean } = {}) {
  const lease = { current: () => Promise.resolve({ ...activeView, isActive: over.isActive ?? true }) };
  const event = anApiEvent({
    resource: '/',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${over.as ?? 'acme'}` },
    body: JSON.stringify(sent),
  });
  const answer = await postSpecifiedNotification({ ...merchant.dependencies, lease, keys: aDoorkeeper })(
    event,
    context,
  );
  return { status: answer.statusCode, json: JSON.parse(answer.body) };
}

test('AP3: /payment/notify sends the last webhook again, under the same webhook ids', async () => {
  const { status, json } = await post({ ...body, user_id: 'user-1', status: 'completed' });
  expect(status).toBe(200);
  expect(SpecifiedNotification.parse(json)).toMatchObject({
    message: 'Notification sent successfully',
    notification_id: aCapture().id,
    transaction_id: paymentId,
    deliveries: [
      { status: 'delivered', attempts: 2 },
      { status: 'delivered', attempts: 2 },
    ],
  });
  const [first, second] = merchant.receivers.one.received;
  expect([second?.headers['webhook-id'], second?.body]).toEqual([first?.headers['webhook-id'], first?.body]);
});

test('what the client says of the payment is ignored', async () => {
  await post({ ...body, status: 'refunded' });
  expect(merchant.receivers.one.received.at(-1)?.body).not.toContain('refunded');
});

test('needs no merchant beside the key', async () => {
  expect(await post({ transaction_id: paymentId })).toMatchObject({ status: 200, json: { transaction_id: paymentId } });
});

test('says when an endpoint did not confirm', async () => {
  merchant.receivers.two.answer = (response) => void response.writeHead(500).end();
  const { json } = await post(body);
  expect(json.message).toBe('Notification sent, and not confirmed by every endpoint');
});

describe('refuses, and sends nothing,', () => {
  test.each<[string, unknown, { as?: string; isActive?: boolean }, number, string]>([
    ['no transaction', { merchant_id: 'acme' }, {}, 400, 'malformed_request'],
    ['null for one', { ...body, transaction_id: null }, {}, 400, 'malformed_request'],
    ['a transaction that is no payment', { ...body, transaction_id: 'txn-1' }, {}, 400, 'malformed_request'],
    ['a status that is no word', { ...body, status: 'Completed!' }, {}, 400, 'malformed_request'],
    ['a field that it does not know', { ...body, message: 'hello' }, {}, 400, 'malformed_request'],
    ['a payment that is not known', { ...body, transaction_id: `pay_${'0'.repeat(32)}` }, {}, 404, 'not_found'],
    ['another merchant’s payment', { transaction_id: paymentId }, { as: 'other' }, 404, 'not_found'],
    ['a merchant that names another', { ...body, merchant_id: 'other' }, {}, 403, 'merchant_mismatch'],
    ['in a standby region', body, { isActive: false }, 503, 'region_not_active'],
  ])('%s', async (_, sent, over, status, code) => {
    expect(await post(sent, over)).toMatchObject({ status, json: { code } });
    expect(merchant.receivers.one.received).toHaveLength(1);
  });
});
