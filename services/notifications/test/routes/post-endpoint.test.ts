import { FaultError } from '@redoubt/lambda-kit';
import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/domain/endpoint.ts';
import { activeView, anApiEvent, context } from '../support/handler-environment.ts';

const { postEndpoint } = await import('../../src/routes/post-endpoint.ts');

const url = 'https://shop.example/hooks';
let stored: Map<string, Endpoint>;
let keyIsReachable: boolean;

beforeEach(() => {
  stored = new Map();
  keyIsReachable = true;
});

async function post(body: unknown, over: { key?: string; isActive?: boolean } = {}) {
  const { key = 'key-1', isActive = true } = over;
  const handler = postEndpoint({
    endpoints: {
      async add(endpoint) {
        const known = stored.get(endpoint.endpointId);
        if (known === undefined) stored.set(endpoint.endpointId, endpoint);
        return { isNew: known === undefined, stored: known ?? endpoint };
      },
      ofMerchant: async (merchantId) => [...stored.values()].filter((known) => known.merchantId === merchantId),
    },
    webhookKey: async () => {
      if (!keyIsReachable) throw new FaultError('store_unreachable', 'the webhook key could not be read');
      return 'platform-key';
    },
    localOrigins: [],
    keys: aDoorkeeper,
    lease: { current: () => Promise.resolve({ ...activeView, isActive }) },
  });
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key, Authorization: 'Bearer acme' };
  const answer = await handler(anApiEvent({ body: JSON.stringify(body), headers }), context);
  return { ...answer, json: JSON.parse(answer.body) };
}

test('answers 201 with the secret, and the same bytes to a repeat', async () => {
  const first = await post({ merchant_id: 'acme', url });
  const again = await post({ merchant_id: 'acme', url });
  expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
  expect(again.body).toBe(first.body);
  expect([first.headers?.['Idempotency-Replayed'], again.headers?.['Idempotency-Replayed']]).toEqual([
    undefined,
    'true',
  ]);
});

describe('refuses, and stores nothing,', () => {
  test.each<[string, unknown, { key?: string; isActive?: boolean }, number, string]>([
    ['a request without a key', { merchant_id: 'acme', url }, { key: '' }, 400, 'idempotency_key_missing'],
    ['what is no URL', { merchant_id: 'acme', url: 'https://[' }, {}, 400, 'malformed_request'],
    ['an address', { merchant_id: 'acme', url: 'https://169.254.169.254/' }, {}, 400, 'malformed_request'],
    ['plain http', { merchant_id: 'acme', url: 'http://shop.example' }, {}, 400, 'malformed_request'],
    ['another scheme', { merchant_id: 'acme', url: 'ftp://shop.example' }, {}, 400, 'malformed_request'],
    ['credentials in the URL', { merchant_id: 'acme', url: 'https://a:b@shop.example' }, {}, 400, 'malformed_request'],
    ['a merchant that is none', { merchant_id: 'a', url }, {}, 400, 'malformed_request'],
    ['an empty filter', { merchant_id: 'acme', url, events: [] }, {}, 400, 'malformed_request'],
    ['a type that is none', { merchant_id: 'acme', url, events: ['payment.lost'] }, {}, 400, 'malformed_request'],
    [
      'a type named twice',
      { merchant_id: 'acme', url, events: ['payment.voided', 'payment.voided'] },
      {},
      400,
      'malformed_request',
    ],
    ['in a standby region', { merchant_id: 'acme', url }, { isActive: false }, 503, 'region_not_active'],
  ])('%s', async (_, body, over, status, code) => {
    const answer = await post(body, over);
    expect([answer.statusCode, answer.json.code]).toEqual([status, code]);
    expect(stored.size).toBe(0);
  });
});

test('answers 422 to a key that was used for another endpoint', async () => {
  await post({ merchant_id: 'acme', url });
  const answer = await post({ merchant_id: 'acme', url: `${url}/2` });
  expect([answer.statusCode, answer.json.code]).toEqual([422, 'idempotency_key_reused']);
});

test('answers 422 to one endpoint more than a merchant may have', async () => {
  for (let at = 0; at < 20; at += 1) await post({ merchant_id: 'acme', url }, { key: `key-${at}` });
  const answer = await post({ merchant_id: 'acme', url }, { key: 'one-more' });
  expect([answer.statusCode, answer.json.code]).toEqual([422, 'too_many_endpoints']);
});

test('answers 503 while the key gives no answer, and a retry gets the endpoint', async () => {
  keyIsReachable = false;
  expect((await post({ merchant_id: 'acme', url })).json.code).toBe('store_unreachable');
  keyIsReachable = true;
  expect((await post({ merchant_id: 'acme', url })).statusCode).toBe(201);
});
