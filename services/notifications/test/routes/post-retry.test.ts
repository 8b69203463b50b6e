import { deliveryIdOf } from '@redoubt/contracts';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverEvent } from '../../src/deliver-event.ts';
import { aMerchant, type Merchant, one } from '../support/a-merchant.ts';
import { activeView, anApiEvent, context } from '../support/handler-environment.ts';
import { aCapture, paymentId } from '../support/payment-events.ts';

const { postRetry } = await import('../../src/routes/post-retry.ts');

const id = deliveryIdOf({ eventId: aCapture().id, endpointId: one });
const body = { merchant_id: 'acme', payment_id: paymentId };
let merchant: Merchant;

beforeEach(async () => {
  merchant = await aMerchant();
  await deliverEvent(aCapture(), merchant.dependencies);
});
afterEach(() => merchant[Symbol.asyncDispose]());

async function post(over: { id?: string; body?: unknown; as?: string; isActive?: boolean } = {}) {
  const lease = { current: () => Promise.resolve({ ...activeView, isActive: over.isActive ?? true }) };
  const event = anApiEvent({
    resource: '/v1/deliveries/{id}/retries',
    pathParameters: { id: over.id ?? id },
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${over.as ?? 'acme'}` },
    body: JSON.stringify(over.body ?? body),
  });
  const answer = await postRetry({ ...merchant.dependencies, lease, keys: aDoorkeeper })(event, context);
  return { status: answer.statusCode, json: JSON.parse(answer.body) };
}

test('answers the delivery after one more attempt', async () => {
  expect(await post()).toMatchObject({ status: 200, json: { id, status: 'delivered', attempts: 2, version: 2 } });
  expect(merchant.receivers.one.received).toHaveLength(2);
});

describe('refuses, and sends nothing,', () => {
  test.each<[string, Parameters<typeof post>[0], number, string]>([
    ['an id that is none', { id: 'msg_1' }, 404, 'not_found'],
    ['a delivery that is not known', { id: `msg_${'0'.repeat(32)}` }, 404, 'not_found'],
    ['another merchant', { as: 'other', body: { payment_id: paymentId } }, 404, 'not_found'],
    ['a merchant that names another', { body: { ...body, merchant_id: 'other' } }, 403, 'merchant_mismatch'],
    ['no payment', { body: { merchant_id: 'acme' } }, 400, 'malformed_request'],
    ['a field that it does not know', { body: { ...body, url: 'https://other.example' } }, 400, 'malformed_request'],
    ['in a standby region', { isActive: false }, 503, 'region_not_active'],
  ])('%s', async (_, over, status, code) => {
    expect(await post(over)).toMatchObject({ status, json: { code } });
    expect(merchant.receivers.one.received).toHaveLength(1);
  });
});

test('answers 409 while an attempt is under way', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<() => void>();
  merchant.receivers.one.answer = (response) => arrive(() => response.writeHead(204).end());
  const first = post();
  const answer = await arrived;
  expect(await post()).toMatchObject({ status: 409, json: { code: 'conflict', retryable: true } });
  answer();
  expect(await first).toMatchObject({ status: 200 });
});
