import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SessionTable } from '../../src/adapters/session-table.ts';
import { nextVersion, startOf } from '../../src/domain/session.ts';

const writer = { region: 'us-east-1', epoch: 3 };
const now = new Date('2030-01-31T12:00:00.000Z');
const session = startOf(
  { sessionId: 'ses_1', merchantId: 'acme', userId: 'u1', attributes: { step: 'one' }, fingerprint: 'f' },
  writer,
  now,
);
let dynamo: LocalDynamo;
let table: SessionTable;

beforeEach(async () => {
  dynamo = await startLocalDynamo(['sessionId']);
  table = new SessionTable(dynamo);
});
afterEach(() => dynamo[Symbol.asyncDispose]());

test('a session comes back as it was added; adding it again returns what is stored', async () => {
  expect(await table.add(session)).toEqual({ isNew: true, stored: session });
  expect(await table.add({ ...session, attributes: {} })).toEqual({ isNew: false, stored: session });
  expect(await table.read('ses_1')).toEqual(session);
  expect(await table.read('ses_2')).toBeUndefined();
});

test('attributes may have names that JavaScript knows', async () => {
  const names = ['constructor', 'prototype', 'name', 'length', 'map', 'then', 's', 'n'];
  const named = { ...session, attributes: Object.fromEntries(names.map((name) => [name, `of ${name}`])) };
  await table.add(named);
  expect(await table.read('ses_1')).toEqual(named);
  const second = nextVersion(named, { constructor: 'changed' }, writer, now);
  expect(await table.replace(second)).toBe('replaced');
  expect(await table.read('ses_1')).toEqual(second);
});

test('a version replaces the one before it, once', async () => {
  await table.add(session);
  const second = nextVersion(session, { step: 'two' }, writer, now);
  expect(await table.replace(second)).toBe('replaced');
  expect(await table.replace({ ...second, attributes: { step: 'another two' } })).toBe('stale');
  expect(await table.read('ses_1')).toEqual(second);
});

test('FO4: a change whose answer was lost on the way is made once, and known as made', async () => {
  await table.add(session);
  const second = nextVersion(session, { step: 'two' }, writer, now);
  await table.replace(second);
  // The SDK sends it again: the condition fails at the change's own version.
  expect(await table.replace(second)).toBe('replaced');
  expect(await table.read('ses_1')).toEqual(second);
});

test('FO4: of changes of one version, sent in both regions, one is made', async () => {
  await table.add(session);
  const versions = ['us-east-1', 'us-east-2'].map((region, at) =>
    nextVersion(session, { step: region }, { region, epoch: 3 + at }, now),
  );
  const outcomes = await Promise.all(versions.map((version) => table.replace(version)));
  expect([...outcomes].sort()).toEqual(['replaced', 'stale']);
  expect(await table.read('ses_1')).toEqual(versions[outcomes.indexOf('replaced')]);
});

test('a session that is gone can not be replaced', async () => {
  expect(await table.replace(nextVersion(session, {}, writer, now))).toBe('stale');
});

test('the index by user knows a payer under its merchant, and the sweep when the session expired', async () => {
  await table.add(session);
  const { Item } = await dynamo.client.send(new GetCommand({ TableName: dynamo.table, Key: { sessionId: 'ses_1' } }));
  expect(Item).toMatchObject({
    userId: 'acme/u1',
    startedAt: now.toISOString(),
    expiresAt: now.getTime() / 1000 + 3_600,
  });
});

test('a table that gives no answer is a fault of the store', async () => {
  const gone = new SessionTable({ ...dynamo, table: 'nowhere' });
  await expect(gone.read('ses_1')).rejects.toMatchObject({ code: 'store_unreachable' });
  await expect(gone.add(session)).rejects.toMatchObject({ code: 'store_unreachable' });
});
