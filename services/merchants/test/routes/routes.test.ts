import { MerchantRates } from '@redoubt/lambda-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RouteName, routes } from '../../src/api.ts';
import { type AccessUnderTest, anAccessTable } from '../support/a-table.ts';
import { anApi, type MerchantsApiUnderTest } from '../support/api-under-test.ts';
import { operator } from '../support/handler-environment.ts';

let access: AccessUnderTest;
let api: MerchantsApiUnderTest;
beforeEach(async () => {
  access = await anAccessTable();
  api = await anApi(access, 'acme');
});
afterEach(() => access[Symbol.asyncDispose]());

const bodies: Readonly<Partial<Record<RouteName, object>>> = {
  'post-merchant': { merchant_id: 'globex', name: 'Globex' },
  'post-limit': { requests_per_second: 500 },
  'post-closure': { reason: 'contract ended' },
  'post-key': { scopes: ['payments:read'] },
  'post-roll': {},
  'post-revocation': { reason: 'was found in a log' },
};

async function send(name: RouteName, over: { key?: string; path?: object; body?: object; query?: string } = {}) {
  const { key = 'key-1', path, ...rest } = over;
  return await api.send(name, {
    path: { ...(await api.pathOf(name)), ...path },
    body: bodies[name],
    ...rest,
    headers: { 'Idempotency-Key': key },
  });
}

test.each(Object.keys(routes) as RouteName[])(
  '%s refuses a request that nobody has signed, and does nothing',
  async (name) => {
    const before = await api.written();
    const request = { path: await api.pathOf(name), body: bodies[name], caller: '' };
    const { status, json } = await api.send(name, request);
    expect([status, json.code]).toEqual([403, 'access_denied']);
    expect(await api.written()).toEqual(before);
  },
);

test('AC2: a key is shown once, in an answer that no cache keeps, and opens the doors of its merchant', async () => {
  const made = await send('post-key');
  expect(made.status).toBe(201);
  expect(made.headers['Cache-Control']).toBe('no-store');
  expect(made.json.key).toMatch(/^rk_live_/);
  expect(made.json).toMatchObject({ merchant_id: 'acme', status: 'active', created_by: operator });
  expect(await access.admit(made.json.key, new Date())).toMatchObject({ merchantId: 'acme', keyId: made.json.id });
  const again = await send('post-key');
  expect([again.status, again.json.code, again.json.retryable]).toEqual([409, 'key_already_shown', false]);
  expect(again.json.detail).toContain(`key ${made.json.id}`);
  const all = await send('get-keys');
  expect(all.json.data.map(({ id }: { id: string }) => id)).toEqual([api.keyId, made.json.id]);
  for (const { text } of [again, all, await send('get-merchant')]) expect(text).not.toContain(made.json.key.slice(-43));
});

test('a third key is refused, and the answer says which two there are and what to do', async () => {
  const { json: second } = await send('post-key');
  const { status, json } = await send('post-key', { key: 'key-2' });
  expect([status, json.code]).toEqual([422, 'too_many_keys']);
  expect(json.detail).toBe(
    `${api.keyId} and ${second.id} are good, and 2 may be: revoke one, or roll one with overlap_seconds 0`,
  );
});

test('keys of a merchant for tests are test keys', async () => {
  const registered = await send('post-merchant', { body: { merchant_id: 'test_shop', name: 'Shop' } });
  expect(registered.json.mode).toBe('test');
  expect((await send('post-key', { path: { id: 'test_shop' } })).json.key).toMatch(/^rk_test_/);
});

test('a rolled key ends a day later, unless the request says otherwise', async () => {
  const { status, json } = await send('post-roll');
  expect([status, json.replaces]).toEqual([201, api.keyId]);
  const [old] = (await send('get-keys')).json.data;
  expect(new Date(old.not_after).getTime() - new Date(json.created_at).getTime()).toBe(86_400_000);
});

test('AC3: who did what is shown with the merchant', async () => {
  await send('post-revocation');
  await send('post-closure');
  const { json } = await send('get-merchant');
  expect(json).toMatchObject({ id: 'acme', status: 'closed', version: 4, keys_active: 0, mode: 'live' });
  expect(
    json.log.map(({ action, by, reason, key_id }: Record<string, string>) => [action, by, reason, key_id]),
  ).toEqual([
    ['register_merchant', operator, undefined, undefined],
    ['create_key', operator, undefined, api.keyId],
    ['revoke_key', operator, 'was found in a log', api.keyId],
    ['close_merchant', operator, 'contract ended', undefined],
  ]);
});

test('a merchant may send what its limit says, and as much as the others without one', async () => {
  const { table, client } = access.dynamo;
  const doors = () => new MerchantRates({ table, client, steadyMs: () => 0 });
  const limit = async () => (await doors().of('acme', AbortSignal.timeout(60_000))).requestsPerSecond;
  expect([(await send('get-merchant')).json.requests_per_second, await limit()]).toEqual([100, 100]);
  const { status, json } = await send('post-limit', { body: { requests_per_second: 1, reason: 'it floods us' } });
  expect([status, json.requests_per_second, await limit()]).toEqual([200, 1, 1]);
  expect(json.log.at(-1)).toMatchObject({
    action: 'limit_merchant',
    requests_per_second: 1,
    reason: 'it floods us',
    by: operator,
    version: 3,
  });
  // Neither keys nor a closing forget it, and a closed merchant still has one.
  await send('post-key');
  await send('post-closure');
  expect(await limit()).toBe(1);
  expect((await send('post-limit', { key: 'key-2', body: { requests_per_second: 10_000 } })).status).toBe(200);
  expect([(await send('get-merchant')).json.requests_per_second, await limit()]).toEqual([10_000, 10_000]);
});

test('a repeat of a limit takes back nothing that was set since', async () => {
  await send('post-limit');
  await send('post-limit', { key: 'key-2', body: { requests_per_second: 7 } });
  const again = await send('post-limit');
  expect([again.status, again.headers['Idempotency-Replayed'], again.json.requests_per_second]).toEqual([
    200,
    'true',
    7,
  ]);
  const reused = await send('post-limit', { body: { requests_per_second: 8 } });
  expect([reused.status, reused.json.code]).toEqual([422, 'idempotency_key_reused']);
});

test('a closed merchant gets no key', async () => {
  await send('post-closure');
  const { status, json } = await send('post-key');
  expect([status, json.code]).toEqual([403, 'merchant_closed']);
});

describe.each<RouteName>([
  'get-merchant',
  'get-keys',
  'post-limit',
  'post-closure',
  'post-key',
  'post-roll',
  'post-revocation',
])('%s', (name) => {
  test.each(['globex', 'redoubt-canary', 'a', 'a/b'])('answers 404 for %s, who is not registered', async (id) => {
    expect((await send(name, { path: { id } })).status).toBe(404);
  });
});

describe.each<RouteName>(['post-roll', 'post-revocation'])('%s', (name) => {
  test.each(['0'.repeat(20), 'zz', `${'0'.repeat(19)}A`])(
    'answers 404 for key %s, which the merchant does not have',
    async (keyId) => {
      expect((await send(name, { path: { keyId } })).status).toBe(404);
    },
  );

  test('answers 404 for a key of another merchant', async () => {
    const other = await anApi(access, 'globex');
    expect((await send(name, { path: { keyId: other.keyId } })).status).toBe(404);
    expect((await send(name)).status).toBeLessThan(300);
  });
});

test('an idempotency key counts for each key of a merchant', async () => {
  const { json: second } = await send('post-key');
  expect((await send('post-revocation')).status).toBe(200);
  const other = await send('post-revocation', { path: { keyId: second.id }, body: { reason: 'another reason' } });
  expect([other.status, other.json.status]).toEqual([200, 'revoked']);
  const reused = await send('post-revocation', { body: { reason: 'another reason' } });
  expect([reused.status, reused.json.code]).toEqual([422, 'idempotency_key_reused']);
});

describe('lists of merchants', () => {
  const names = Array.from({ length: 25 }, (_, at) => `merchant-${at}`);
  beforeEach(async () => {
    for (const id of names) await send('post-merchant', { key: id, body: { merchant_id: id, name: id } });
  });

  test.each([1, 7, 25, 26, 100])('hold each merchant once and no key, in pages of %s', async (limit) => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { status, json } = await send('get-merchants', { query: `limit=${limit}&cursor=${cursor}` });
      expect(status).toBe(200);
      expect(json.data.length).toBeLessThanOrEqual(limit);
      expect(json.has_more).toBe(json.next_cursor !== null);
      ids.push(...json.data.map(({ id }: { id: string }) => id));
      cursor = json.next_cursor ?? '';
    } while (cursor !== '');
    expect(ids.sort()).toEqual(['acme', ...names].sort());
  });

  test.each(['a', 'pp', 'gg', '0', 'gngfhcgdgigbgoheCD'])('refuse %s, which is no cursor of theirs', async (cursor) => {
    expect((await send('get-merchants', { query: `cursor=${cursor}` })).status).toBe(400);
  });
});
