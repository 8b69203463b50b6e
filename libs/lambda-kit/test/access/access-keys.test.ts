import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type AccessKeyItem, accessKeyDigest, accessKeyItemKey, newAccessKey } from '@redoubt/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AccessKeys } from '../../src/access/access-keys.ts';
import { type LocalDynamo, startLocalDynamo } from '../local-dynamo.ts';

const now = new Date('2026-11-29T12:00:00.000Z');
const peppers = { '1': 'a'.repeat(64), '2': 'b'.repeat(64) };
const { key, keyId } = newAccessKey('live');

let dynamo: LocalDynamo;
let steadyMs: number;
let keys: AccessKeys;

beforeAll(async () => {
  dynamo = await startLocalDynamo(['pk']);
});
afterAll(() => dynamo[Symbol.asyncDispose]());
beforeEach(async () => {
  steadyMs = 1_000;
  keys = new AccessKeys({
    table: dynamo.table,
    client: dynamo.client,
    peppers: () => Promise.resolve(peppers),
    steadyMs: () => steadyMs,
  });
  await store({});
});

async function store(over: Partial<AccessKeyItem>): Promise<void> {
  const item: AccessKeyItem = {
    kind: 'key',
    keyId,
    merchantId: 'acme',
    digest: accessKeyDigest(key, peppers['2']),
    pepperVersion: '2',
    scopes: ['payments:read'],
    state: 'active',
    createdAt: now.toISOString(),
    ...over,
  };
  await dynamo.client.send(
    new PutCommand({ TableName: dynamo.table, Item: { ...accessKeyItemKey(item.keyId), ...item } }),
  );
}

function admit(...authorization: readonly string[]) {
  return keys.admit({ authorization, canaryPass: undefined, subject: '' }, now);
}

test.each(['Bearer', 'bearer', 'BEARER'])('a key opens the door of its merchant, after %s', async (scheme) => {
  expect(await admit(`${scheme} ${key}`)).toEqual({ merchantId: 'acme', keyId, scopes: ['payments:read'] });
});

const changed = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
test.each<readonly [string, readonly string[]]>([
  ['no header', []],
  ['two headers, both good', [`Bearer ${key}`, `Bearer ${key}`]],
  ['the key alone', [key]],
  ['another scheme', [`Basic ${key}`]],
  ['a blank before it', [` Bearer ${key}`]],
  ['a blank behind it', [`Bearer ${key} `]],
  ['two blanks', [`Bearer  ${key}`]],
  ['another secret', [`Bearer ${changed}`]],
  ['the other mode', [`Bearer ${key.replace('live', 'test')}`]],
  ['an unknown key', [`Bearer ${newAccessKey('live').key}`]],
  ['ten thousand characters', [`Bearer ${key}${'A'.repeat(10_000)}`]],
  ['nothing behind the scheme', ['Bearer ']],
])('nobody comes in with %s', async (_, authorization) => {
  expect(await admit(...authorization)).toBeUndefined();
});

test.each<readonly [string, Partial<AccessKeyItem>]>([
  ['revoked', { state: 'revoked' }],
  ['expired at this moment', { notAfter: now.toISOString() }],
  ['under a pepper that was taken out', { pepperVersion: '3' }],
  ['under another pepper', { pepperVersion: '1' }],
  ['of a merchant for tests, with a live key', { merchantId: 'test_acme' }],
  ['of the merchant of canaries', { merchantId: 'redoubt-canary' }],
])('a key that is %s is refused', async (_, over) => {
  await store(over);
  expect(await admit(`Bearer ${key}`)).toBeUndefined();
});

test('a key is good up to a millisecond before it expires', async () => {
  await store({ notAfter: new Date(now.getTime() + 1).toISOString() });
  expect(await admit(`Bearer ${key}`)).toBeDefined();
});

test('a revoked key is refused 30 s after its last use, and not before it is read again', async () => {
  await admit(`Bearer ${key}`);
  await store({ state: 'revoked' });
  steadyMs += 29_999;
  expect(await admit(`Bearer ${key}`)).toBeDefined();
  steadyMs += 1;
  expect(await admit(`Bearer ${key}`)).toBeUndefined();
});

test('a new key works 5 s after it was tried too early, and not before', async () => {
  const early = newAccessKey('live');
  expect(await admit(`Bearer ${early.key}`)).toBeUndefined();
  await store({ keyId: early.keyId, digest: accessKeyDigest(early.key, peppers['2']) });
  steadyMs += 4_999;
  expect(await admit(`Bearer ${early.key}`)).toBeUndefined();
  steadyMs += 1;
  expect(await admit(`Bearer ${early.key}`)).toBeDefined();
});

test('strangers who try ids push no good key out', async () => {
  await admit(`Bearer ${key}`);
  for (let tried = 0; tried < 1_001; tried += 1) await admit(`Bearer ${newAccessKey('live').key}`);
  const reads = dynamo.sent.length;
  expect(await admit(`Bearer ${key}`)).toBeDefined();
  expect(dynamo.sent.length).toBe(reads);
});

test('a table that gives no answer is a fault, not a refusal, and is asked again', async () => {
  dynamo.failNext('GetItemCommand');
  await expect(admit(`Bearer ${key}`)).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(await admit(`Bearer ${key}`)).toBeDefined();
});

test('neither key nor digest is in a fault', async () => {
  await store({ scopes: [] });
  const fault = await admit(`Bearer ${key}`).catch((error: unknown) => error);
  expect(String(fault)).toContain(keyId);
  expect(JSON.stringify(fault)).not.toContain(key.slice(-43));
});
