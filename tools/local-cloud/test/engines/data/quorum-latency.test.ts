import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { QuorumReplicas } from '../../../src/engines/dynamodb/quorum-replicas.ts';
import { central, east, TwoRegions, until, witness } from './two-regions.ts';

/*
 * A write of a strongly consistent table is acknowledged when two of its three replicas have it. Each test makes some
 * replicas late, for longer than it lasts, and looks at whether a write is acknowledged, and whether it is there.
 */
const TableName = 'journal-table-test';
const forEver: readonly [number, number] = [60_000, 60_000];

let cloud: TwoRegions;
beforeAll(async () => {
  cloud = await TwoRegions.start();
});
afterAll(async () => await cloud?.[Symbol.asyncDispose]());

const client = (region: string) => new DynamoDBClient(cloud.client(region));
const keyOf = (pk: string) => ({ pk: { S: pk }, sk: { S: 'command' } });

function put(region: string, pk: string): Promise<unknown> {
  return client(region).send(new PutItemCommand({ TableName, Item: keyOf(pk) }));
}

async function has(region: string, pk: string): Promise<boolean> {
  const get = new GetItemCommand({ TableName, Key: keyOf(pk), ConsistentRead: true });
  return (await client(region).send(get)).Item !== undefined;
}

test('one late replica delays no write: two have it', async () => {
  const end = cloud.replicas.impose({ region: central, delayMs: forEver, seed: 1 });
  await put(east, 'two-of-three');
  expect(await has(central, 'two-of-three')).toBe(true);
  end();
});

test('a write that took effect is told, a read and a refused write are not', async () => {
  const before = cloud.written.length;
  await has(central, 'told');
  const refused = new PutItemCommand({ TableName, Item: keyOf('told'), ConditionExpression: 'attribute_exists(pk)' });
  await expect(client(east).send(refused)).rejects.toThrow();
  expect(cloud.written).toHaveLength(before);
  await put(east, 'told');
  expect(cloud.written.slice(before)).toEqual([TableName]);
});

test('a write waits while two replicas are late, and is acknowledged when one of them is not any more', async () => {
  const ends = [central, witness].map((region) => cloud.replicas.impose({ region, delayMs: forEver, seed: 1 }));
  const written = put(east, 'late').then(() => 'acknowledged');
  expect(await has(central, 'late')).toBe(false);
  ends[0]?.();
  expect(await written).toBe('acknowledged');
  expect(await has(central, 'late')).toBe(true);
  ends[1]?.();
});

test('a write that no majority had when its region was lost is gone, and what was acknowledged before is there', async () => {
  await put(east, 'first-half');
  const ends = [central, witness].map((region) => cloud.replicas.impose({ region, delayMs: forEver, seed: 1 }));
  const second = put(east, 'second-half').then(
    () => 'acknowledged',
    () => 'failed',
  );
  await until(async () => cloud.replicas.waiting === 1);
  expect(await has(central, 'second-half')).toBe(false);
  await cloud.kill(east);
  expect(await second).toBe('failed');
  // The store sees the loss after the client does: its connection closes later.
  await until(async () => cloud.replicas.waiting === 0);
  for (const end of ends) end();
  expect([await has(central, 'first-half'), await has(central, 'second-half')]).toEqual([true, false]);
});

test('the survivor writes with the witness, and waits for it', async () => {
  await put(central, 'with-the-witness');
  const end = cloud.replicas.impose({ region: witness, delayMs: forEver, seed: 1 });
  const written = put(central, 'witness-is-late').then(() => 'acknowledged');
  expect(await has(central, 'witness-is-late')).toBe(false);
  end();
  expect(await written).toBe('acknowledged');
});

test('nothing is read or written while two of three can not be reached', async () => {
  const reachable = new Set([east]);
  const replicas = new QuorumReplicas([east, central, witness], (region) => reachable.has(region));
  const never = new AbortController().signal;
  expect([replicas.hasQuorum, await replicas.accept(never)]).toEqual([false, 'no_quorum']);
  reachable.add(witness);
  expect([replicas.hasQuorum, await replicas.accept(never)]).toEqual([true, 'accepted']);
});
