import { CreatedEndpoint } from '@redoubt/contracts';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EndpointTable } from '../../src/adapters/endpoint-table.ts';
import { endpointsMax, type Registration, registerEndpoint } from '../../src/endpoints/register-endpoint.ts';

let dynamo: LocalDynamo;
let endpoints: EndpointTable;

beforeEach(async () => {
  dynamo = await startLocalDynamo();
  endpoints = new EndpointTable({ table: dynamo.table, client: dynamo.client });
});
afterEach(() => dynamo[Symbol.asyncDispose]());

function register(over: Partial<Registration> = {}, url = 'https://shop.example/hooks', key = 'platform-key') {
  const registration = {
    merchantId: 'acme',
    request: { url },
    idempotencyKey: 'key-1',
    receivedAt: new Date('2030-01-31T12:00:00.000Z'),
    ...over,
  };
  return registerEndpoint(registration, { endpoints, webhookKey: () => Promise.resolve(key), localOrigins: [] });
}

test('answers the endpoint with a secret, and stores it without', async () => {
  const outcome = await register();
  if (outcome.kind !== 'registered') throw new Error(`got ${outcome.kind}`);
  expect(CreatedEndpoint.parse(outcome.endpoint).secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const stored = await endpoints.ofMerchant('acme');
  expect(stored).toMatchObject([{ endpointId: outcome.endpoint.id, url: 'https://shop.example/hooks' }]);
  expect(JSON.stringify(stored)).not.toContain('whsec_');
});

test('gives the same endpoint to the same request with the same key, whenever it comes', async () => {
  const first = await register();
  const again = await register({ receivedAt: new Date('2030-02-01T00:00:00.000Z') });
  expect(again).toEqual({ ...first, isReplay: true });
  expect(await endpoints.ofMerchant('acme')).toHaveLength(1);
});

test('refuses the same key for another url', async () => {
  await register();
  expect(await register({}, 'https://other.example/hooks')).toEqual({ kind: 'key_reused' });
});

test('keeps what an endpoint wants, and refuses the same key for something else', async () => {
  const request = { url: 'https://shop.example/hooks' };
  const events = ['payment.captured', 'payment.refunded'] as const;
  const outcome = await register({ request: { ...request, events: [...events] } });
  if (outcome.kind !== 'registered') throw new Error(`got ${outcome.kind}`);
  expect(CreatedEndpoint.parse(outcome.endpoint).events).toEqual(events);
  expect(await endpoints.ofMerchant('acme')).toMatchObject([{ events }]);
  // The order means nothing.
  const again = await register({ request: { ...request, events: [...events].reverse() } });
  expect(again).toEqual({ ...outcome, isReplay: true });
  for (const other of [{}, { events: [events[0]] }, { events: [events[0], 'payment.voided' as const] }]) {
    expect(await register({ request: { ...request, ...other } })).toEqual({ kind: 'key_reused' });
  }
});

test('a paused endpoint takes no place of another one', async () => {
  for (let at = 0; at < endpointsMax; at += 1) await register({ idempotencyKey: `key-${at}` });
  const [first] = await endpoints.ofMerchant('acme');
  if (first === undefined) throw new Error('endpoints must be registered');
  await endpoints.pause(first, { reason: 'gone', now: new Date() });
  expect((await register({ idempotencyKey: 'another' })).kind).toBe('registered');
});

test('gives every endpoint a secret of its own', async () => {
  const [one, two] = [await register(), await register({ idempotencyKey: 'key-2' })];
  const secrets = [one, two].map((outcome) => (outcome.kind === 'registered' ? outcome.endpoint.secret : ''));
  expect(new Set(secrets).size).toBe(2);
  expect(await endpoints.ofMerchant('acme')).toHaveLength(2);
});

test('refuses one endpoint more than a merchant may have, and still knows those that it has', async () => {
  const keys = Array.from({ length: endpointsMax }, (_, at) => `key-${at}`);
  for (const idempotencyKey of keys) expect((await register({ idempotencyKey })).kind).toBe('registered');
  expect(await register({ idempotencyKey: 'one-more' })).toEqual({ kind: 'too_many' });
  expect(await register({ idempotencyKey: 'key-0' })).toMatchObject({ kind: 'registered', isReplay: true });
  expect((await register({ merchantId: 'globex', idempotencyKey: 'key-0' })).kind).toBe('registered');
});

test.each(['http://', 'https://['])('refuses %s', async (url) => {
  expect(await register({}, url)).toMatchObject({ kind: 'url_refused' });
  expect(await endpoints.ofMerchant('acme')).toEqual([]);
});

test('FO4: an endpoint that was answered is the other region’s as well, and its key is spent there', async () => {
  const outcome = await register();
  if (outcome.kind !== 'registered') throw new Error(`got ${outcome.kind}`);
  // The table is one for all regions; the survivor's function has a client of its own.
  const survivor = new EndpointTable({ table: dynamo.table, client: dynamo.client });
  expect(await survivor.ofMerchant('acme')).toMatchObject([{ endpointId: outcome.endpoint.id }]);
  const registration = {
    merchantId: 'acme',
    request: { url: 'https://shop.example/hooks' },
    idempotencyKey: 'key-1',
    receivedAt: new Date('2030-01-31T12:05:00.000Z'),
  };
  const again = await registerEndpoint(registration, {
    endpoints: survivor,
    webhookKey: () => Promise.resolve('platform-key'),
    localOrigins: [],
  });
  expect(again).toEqual({ ...outcome, isReplay: true });
});
