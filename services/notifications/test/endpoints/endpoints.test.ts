import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverEvent } from '../../src/deliver-event.ts';
import { changeEndpoint } from '../../src/endpoints/change-endpoint.ts';
import { endpointDetailsOf } from '../../src/endpoints/endpoint-view.ts';
import { listEndpoints } from '../../src/endpoints/list-endpoints.ts';
import { endpointsMax, registerEndpoint } from '../../src/endpoints/register-endpoint.ts';
import { rollSecret, rollsMax } from '../../src/endpoints/roll-secret.ts';
import { testEndpoint } from '../../src/endpoints/test-endpoint.ts';
import { aMerchant, type Merchant, one, two } from '../support/a-merchant.ts';
import { aCapture, aPartialRefund } from '../support/payment-events.ts';

let merchant: Merchant;
let changes: Parameters<typeof changeEndpoint>[1];
const noon = new Date('2030-01-31T12:00:00.000Z');
const place = { merchantId: 'acme', endpointId: one };

beforeEach(async () => {
  merchant = await aMerchant();
  changes = { ...merchant, endpoints: merchant.endpoints, lanes: merchant.lanes };
});
afterEach(() => merchant[Symbol.asyncDispose]());

function change(request: Parameters<typeof changeEndpoint>[0]['request'], endpointId = one) {
  return changeEndpoint({ merchantId: 'acme', endpointId, request, receivedAt: merchant.dependencies.now() }, changes);
}
function roll(over: { key?: string; overlap?: number; at?: Date; endpointId?: string } = {}) {
  const { key = 'key-1', overlap = 3_600, at = noon, endpointId = one } = over;
  const request = { overlap_seconds: overlap };
  return rollSecret(
    { merchantId: 'acme', endpointId, request, idempotencyKey: key, receivedAt: at },
    { ...merchant.dependencies, endpoints: merchant.endpoints },
  );
}
const register = (key: string) =>
  registerEndpoint(
    {
      merchantId: 'acme',
      request: { url: merchant.receivers.one.url },
      idempotencyKey: key,
      receivedAt: noon,
    },
    { ...merchant.dependencies, endpoints: merchant.endpoints, localOrigins: merchant.localOrigins },
  );
const received = () => [merchant.receivers.one.received.length, merchant.receivers.two.received.length];

describe('11 C: a paused endpoint', () => {
  test('gets nothing, says why, and gets events again once it is resumed', async () => {
    expect(await change({ status: 'paused' })).toMatchObject({
      endpoint: { id: one, status: 'paused', pause_reason: 'requested' },
    });
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(received()).toEqual([0, 1]);
    expect(await change({ status: 'enabled' })).toMatchObject({ endpoint: { status: 'enabled' } });
    await deliverEvent(aPartialRefund(), merchant.dependencies);
    expect(received()).toEqual([1, 2]);
  });

  test('keeps what waits in its lane, which is sent when it is resumed', async () => {
    merchant.receivers.one.answer = (response) => void response.writeHead(500).end();
    await deliverEvent(aCapture(), merchant.dependencies);
    await change({ status: 'paused' });
    merchant.aheadMs = 60_000;
    merchant.receivers.one.answer = (response) => void response.writeHead(204).end();
    await merchant.takeTurns();
    expect(received()).toEqual([1, 1]);
    await change({ status: 'enabled' });
    await merchant.takeTurns();
    expect(received()).toEqual([2, 1]);
  });

  test('takes no place of another one, and is resumed only where there is one', async () => {
    await change({ status: 'paused' });
    for (let at = 1; at < endpointsMax; at += 1) expect((await register(`key-${at}`)).kind).toBe('registered');
    expect(await change({ status: 'enabled' })).toEqual({ kind: 'too_many' });
    await change({ status: 'deleted' }, two);
    expect(await change({ status: 'enabled' })).toMatchObject({ kind: 'changed' });
  });
});

describe('11 C: a deleted endpoint', () => {
  test('is not found, not listed and not sent to', async () => {
    expect(await change({ status: 'deleted' })).toMatchObject({ endpoint: { status: 'deleted' } });
    expect(await change({ status: 'enabled' })).toEqual({ kind: 'not_found' });
    await deliverEvent(aCapture(), merchant.dependencies);
    expect(received()).toEqual([0, 1]);
    const list = await listEndpoints({ merchantId: 'acme', limit: 20, cursor: '' }, merchant.endpoints);
    expect(list?.data.map(({ id }) => id)).toEqual([two]);
  });

  test('does not come back by a repeat of its registration, which is answered as before', async () => {
    const first = await register('key-1');
    const id = first.kind === 'registered' ? first.endpoint.id : '';
    await change({ url: merchant.receivers.two.url, events: ['payment.voided'] }, id);
    expect(await register('key-1')).toEqual({ ...first, isReplay: true });
    await change({ status: 'deleted' }, id);
    expect(await register('key-1')).toEqual({ ...first, isReplay: true });
    expect(await merchant.endpoints.ofId({ merchantId: 'acme', endpointId: id })).toBeUndefined();
  });

  test.each(['PutCommand', 'DeleteCommand'])(
    'is one after a deletion that broke off at a %s was repeated',
    async (name) => {
      merchant.dynamo.failNext(name.replace('Command', 'ItemCommand'));
      await expect(change({ status: 'deleted' })).rejects.toMatchObject({ code: 'store_unreachable' });
      await merchant.endpoints.remove(place, noon);
      expect(await merchant.endpoints.ofMerchant('acme')).toHaveLength(1);
    },
  );
});

describe('11 C: a change', () => {
  test('says where and what is sent from now on, and leaves the rest', async () => {
    const { url } = merchant.receivers.two;
    expect(await change({ url })).toMatchObject({ endpoint: { url, status: 'enabled' } });
    expect(await change({ events: ['payment.partially_*'] })).toMatchObject({
      endpoint: { url, events: ['payment.partially_*'] },
    });
    await deliverEvent(aCapture(), merchant.dependencies);
    await deliverEvent(aPartialRefund(), merchant.dependencies);
    expect(received()).toEqual([0, 3]);
  });

  test('of another merchant’s endpoint is none', async () => {
    const ofOther = { ...place, merchantId: 'other', request: { status: 'deleted' }, receivedAt: noon } as const;
    expect(await changeEndpoint(ofOther, changes)).toEqual({
      kind: 'not_found',
    });
    expect(await merchant.endpoints.ofId(place)).toBeDefined();
  });

  test('to a url that webhooks are not sent to is refused', async () => {
    expect(await change({ url: 'https://10.0.0.1/', status: 'deleted' })).toMatchObject({ kind: 'url_refused' });
    expect(await merchant.endpoints.ofId(place)).toBeDefined();
  });
});

describe('11 C: a rolled secret', () => {
  test('signs beside the one before, until the overlap is over', async () => {
    const rolled = await roll({ at: merchant.dependencies.now() });
    const secret = rolled.kind === 'rolled' ? rolled.secret.secret : '';
    await deliverEvent(aCapture(), merchant.dependencies);
    const [first] = merchant.receivers.one.received;
    const headers = first?.headers as Record<string, string>;
    expect(new Webhook(secret).verify(first?.body ?? '', headers)).toBeDefined();
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(4);
    merchant.aheadMs = 3_601_000;
    await deliverEvent(aPartialRefund(), merchant.dependencies);
    expect(String(merchant.receivers.one.received[1]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  test('is shown again to a repeat with its key alone, also after another one', async () => {
    const first = await roll();
    const second = await roll({ key: 'key-2' });
    expect(await roll({ at: merchant.dependencies.now() })).toEqual({ ...first, isReplay: true });
    expect(await roll({ key: 'key-2' })).toEqual({ ...second, isReplay: true });
    expect(await roll({ overlap: 60 })).toEqual({ kind: 'key_reused' });
    const secrets = [first, second].map((it) => (it.kind === 'rolled' ? it.secret.secret : ''));
    expect(new Set(secrets).size).toBe(2);
  });

  test('is shown nowhere else', async () => {
    await roll();
    const endpoint = await merchant.endpoints.ofId(place);
    const list = await listEndpoints({ merchantId: 'acme', limit: 20, cursor: '' }, merchant.endpoints);
    if (endpoint === undefined) throw new Error('the endpoint must be there');
    const shown = JSON.stringify([endpoint, list, endpointDetailsOf(endpoint, 'platform-key', noon), await change({})]);
    expect(shown).not.toContain('whsec_');
    expect(endpointDetailsOf(endpoint, 'platform-key', noon).public_keys).toHaveLength(2);
  });

  test('is one of two at the same time: the other one is asked for again', async () => {
    const both = await Promise.all([roll(), roll({ key: 'key-2' })]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['busy', 'rolled']);
  });

  test(`is one of ${rollsMax} at most`, async () => {
    for (let at = 0; at < rollsMax; at += 1) expect((await roll({ key: `key-${at}` })).kind).toBe('rolled');
    expect(await roll({ key: 'one-more' })).toEqual({ kind: 'too_many' });
    expect((await roll({ key: 'key-0' })).kind).toBe('rolled');
  });
});

describe('11 C: a test webhook', () => {
  const newId = () => crypto.randomUUID();
  const testing = () => testEndpoint(place, { ...merchant.dependencies, endpoints: merchant.endpoints, newId });

  test('is signed, and its outcome is answered and has no consequences', async () => {
    expect(await testing()).toMatchObject({ confirmed: true, status: 204 });
    merchant.receivers.one.answer = (response) => void response.writeHead(410).end();
    expect(await testing()).toMatchObject({ confirmed: false, status: 410, outcome: 'status 410' });
    expect(await merchant.endpoints.ofId(place)).not.toHaveProperty('paused');
    const [first, second] = merchant.receivers.one.received;
    expect(JSON.parse(first?.body ?? '{}')).toMatchObject({ type: 'endpoint.test', data: { endpoint_id: one } });
    expect(first?.headers['webhook-id']).not.toBe(second?.headers['webhook-id']);
  });

  test('reaches a paused endpoint, and no other merchant’s', async () => {
    await change({ status: 'paused' });
    expect(await testing()).toMatchObject({ confirmed: true });
    const other = { ...place, merchantId: 'other' };
    const { dependencies, endpoints } = merchant;
    expect(await testEndpoint(other, { ...dependencies, endpoints, newId })).toBeUndefined();
  });
});

test.each([1, 2, 3, 20])('11 C: pages of %i hold every endpoint once, enabled ones first', async (limit) => {
  for (const key of ['a', 'b', 'c']) await register(key);
  await change({ status: 'paused' });
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await listEndpoints({ merchantId: 'acme', limit, cursor }, merchant.endpoints);
    if (page === undefined) throw new Error('the cursor must be one of the list');
    expect(page.data.length).toBeLessThanOrEqual(limit);
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
    if (cursor !== null) {
      const of = { merchantId: 'other', limit, cursor };
      expect(await listEndpoints(of, merchant.endpoints)).toBeUndefined();
    }
  }
  expect([ids.length, new Set(ids).size, ids.at(-1)]).toEqual([5, 5, one]);
});
