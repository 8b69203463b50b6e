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
