import { beforeEach, expect, test } from 'vitest';
import { tableDefinition } from '../../../src/definitions/table-definition.ts';
import { DynamoEngine, type WrittenItem } from '../../../src/engines/dynamodb/dynamo-engine.ts';
import { resourcesOf } from './resources.ts';

const table = 'session-table-test';
const key = { pk: { S: 'a' } };

let written: WrittenItem[];
let engine: DynamoEngine;

beforeEach(async () => {
  written = [];
  engine = new DynamoEngine((item) => written.push(item));
  const resource = resourcesOf('us-east-1').find(({ physicalId }) => physicalId === table);
  if (resource === undefined) throw new Error(`${table} is not among the resources`);
  await engine.createTable(tableDefinition(resource));
});

test.each([
  ['Query', { TableName: table, KeyConditionExpression: 'pk = :a', Unheard: 1 }, /Query: Unheard not simulated/],
  ['PutItem', { TableName: table, Item: key, Unheard: 1 }, /PutItem: Unheard not simulated/],
  ['PutItem', { TableName: table, Item: key, ReturnValuesOnConditionCheckFailure: 'ALL_NEW' }, /NONE or ALL_OLD/],
  ['BatchWriteItem', { RequestItems: {} }, /BatchWriteItem is not simulated/],
  ['CreateTable', { TableName: 'mine' }, /CreateTable is not simulated/],
  ['toString', {}, /toString is not simulated/],
])('%s with %o is refused by name', async (operation, input, message) => {
  const answer = await engine.execute(operation, input);
  expect(answer.status).toBe(400);
  expect(String(answer.body['message'])).toMatch(message);
  expect(written).toEqual([]);
});

test('a scan with strong consistency finds what was written', async () => {
  await engine.execute('PutItem', { TableName: table, Item: key });
  const answer = await engine.execute('Scan', { TableName: table, ConsistentRead: true });
  expect(answer).toMatchObject({ status: 200, body: { Items: [key] } });
  expect((await engine.execute('Scan', { TableName: table, ConsistentRead: 'yes' })).status).toBe(400);
});

test('a write tells the item as it is afterwards, a deletion that it is gone', async () => {
  await engine.execute('PutItem', { TableName: table, Item: { ...key, n: { N: '1' } } });
  await engine.execute('UpdateItem', {
    TableName: table,
    Key: key,
    UpdateExpression: 'ADD n :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  });
  await engine.execute('DeleteItem', { TableName: table, Key: key });
  expect(written.map(({ image }) => image)).toEqual([{ ...key, n: { N: '1' } }, { ...key, n: { N: '2' } }, undefined]);
});

test('a condition that fails writes nothing and gives the item back only when asked to', async () => {
  await engine.execute('PutItem', { TableName: table, Item: key });
  const guarded = { TableName: table, Item: key, ConditionExpression: 'attribute_not_exists(pk)' };
  const plain = await engine.execute('PutItem', guarded);
  const asked = await engine.execute('PutItem', { ...guarded, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
  expect(plain.body).toEqual({
    __type: expect.stringMatching(/#ConditionalCheckFailedException$/),
    message: expect.any(String),
  });
  expect(asked.body).toEqual({ ...plain.body, Item: key });
  expect(written).toHaveLength(1);
});

test.each([
  ['a', 1],
  ['é', 2],
  ['語', 3],
])('an item of 400 KB in bytes is taken, one of a byte more is not: texts of %s', async (letter, bytes) => {
  // Names and key take four bytes.
  const whole = 400 * 1024 - 4;
  const fitting = letter.repeat(Math.floor(whole / bytes)) + 'x'.repeat(whole % bytes);
  const put = (t: string) => engine.execute('PutItem', { TableName: table, Item: { ...key, t: { S: t } } });
  const update = (t: string) =>
    engine.execute('UpdateItem', {
      TableName: table,
      Key: key,
      UpdateExpression: 'SET t = :t',
      ExpressionAttributeValues: { ':t': { S: t } },
    });
  for (const write of [put, update]) {
    expect(await write(fitting)).toMatchObject({ status: 200 });
    const { status, body } = await write(`${fitting}x`);
    expect([status, body['message']]).toEqual([
      400,
      expect.stringMatching(/^Item size (to update )?has exceeded the maximum allowed size$/),
    ]);
  }
});

test('100 concurrent conditional updates of one counter all count', async () => {
  const increment = () =>
    engine.execute('UpdateItem', {
      TableName: table,
      Key: key,
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
  await Promise.all(Array.from({ length: 100 }, increment));
  expect(written.at(-1)?.image).toEqual({ ...key, n: { N: '100' } });
});

test('a strongly consistent table with TTL is refused as AWS refuses it', () => {
  const resource = resourcesOf('us-east-1').find(({ physicalId }) => physicalId === table);
  if (resource === undefined) throw new Error(`${table} is not among the resources`);
  const strong = { ...resource, properties: { ...resource.properties, MultiRegionConsistency: 'STRONG' } };
  expect(() => tableDefinition(strong)).toThrow(/AWS refuses TTL with multi-Region strong consistency/);
});
