import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { account } from './resources.ts';
import { central, east, regions, TwoRegions, until } from './two-regions.ts';

const strong = 'journal-table-test';
const eventual = 'session-table-test';
const regional = 'limits-table-test';

let cloud: TwoRegions;
let clients: Readonly<Record<string, DynamoDBClient>>;

beforeAll(async () => {
  cloud = await TwoRegions.start();
  clients = Object.fromEntries(regions.map((region) => [region, new DynamoDBClient(cloud.client(region))]));
});
afterAll(async () => await cloud?.[Symbol.asyncDispose]());

test('of two regions that put one item on condition that it is new, exactly one wins', async () => {
  const rounds = Array.from({ length: 50 }, (_, round) => `contested-${round}`);
  for (const pk of rounds) {
    const puts = await Promise.allSettled(regions.map((region) => putNew(region, pk)));
    expect(puts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = puts.flatMap((put) => (put.status === 'rejected' ? [put.reason] : []));
    const winner = regions[puts.findIndex(({ status }) => status === 'fulfilled')];
    expect(refused).toMatchObject([{ name: 'ConditionalCheckFailedException', Item: { region: { S: winner } } }]);
  }
});

test('a region that is cut off from the quorum can not write, the other one can', async () => {
  const link = cloud.links.at({ kind: 'quorum', from: east });
  link.cut();
  await expect(putNew(east, 'isolated')).rejects.toMatchObject({
    name: 'InternalServerError',
    $metadata: { httpStatusCode: 500 },
  });
  await putNew(central, 'isolated');
  link.carry();
  await expect(putNew(east, 'isolated')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test('a strongly consistent table is read alike everywhere, by key, by query and in batches', async () => {
  await putNew(east, 'read-me');
  const key = { pk: { S: 'read-me' }, sk: { S: 'command' } };
  for (const region of regions) {
    const got = await client(region).send(new GetItemCommand({ TableName: strong, Key: key, ConsistentRead: true }));
    expect(got.Item).toMatchObject({ region: { S: east } });
    const queried = await client(region).send(
      new QueryCommand({
        TableName: strong,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'read-me' } },
      }),
    );
    expect(queried.Items).toHaveLength(1);
    const batch = await client(region).send(
      new BatchGetItemCommand({ RequestItems: { [strong]: { Keys: [key], ConsistentRead: true } } }),
    );
    expect(batch.Responses?.[strong]).toHaveLength(1);
  }
});

test.each(regions)('tables are listed and described as replicas of %s', async (region) => {
  expect((await client(region).send(new ListTablesCommand({}))).TableNames).toEqual(
    [strong, regional, eventual].sort(),
  );
  const described = await Promise.all(
    [strong, eventual].map((name) => client(region).send(new DescribeTableCommand({ TableName: name }))),
  );
  expect(described.map(({ Table }) => [Table?.TableStatus, Table?.MultiRegionConsistency, Table?.TableArn])).toEqual([
    ['ACTIVE', 'STRONG', `arn:aws:dynamodb:${region}:${account}:table/${strong}`],
    ['ACTIVE', 'EVENTUAL', `arn:aws:dynamodb:${region}:${account}:table/${eventual}`],
  ]);
});

test.each([
  [
    'a transaction on a strongly consistent table',
    () =>
      client(east).send(
        new TransactWriteItemsCommand({
          TransactItems: [{ Put: { TableName: strong, Item: { pk: { S: 'x' }, sk: { S: 'x' } } } }],
        }),
      ),
    /TransactWriteItems/,
  ],
  [
    'an unknown table',
    () => client(east).send(new GetItemCommand({ TableName: 'nowhere', Key: { pk: { S: 'x' } } })),
    /nowhere not found/,
  ],
  [
    'another region’s replica by ARN',
    () =>
      client(east).send(
        new GetItemCommand({
          TableName: `arn:aws:dynamodb:${central}:${account}:table/${eventual}`,
          Key: { pk: { S: 'x' } },
        }),
      ),
    /not in us-east-1/,
  ],
  [
    'an item without its sort key',
    () => client(east).send(new PutItemCommand({ TableName: strong, Item: { pk: { S: 'x' } } })),
    /Missing the key sk/,
  ],
])('%s is refused', async (_, send, message) => {
  await expect(send()).rejects.toMatchObject({ message });
});

test('a write to an asynchronous table arrives in the other region', async () => {
  await putSession(east, 'arrives', 'one');
  await until(async () => (await session(central, 'arrives')) === 'one');
  await client(central).send(new DeleteItemCommand({ TableName: eventual, Key: { pk: { S: 'arrives' } } }));
  await until(async () => (await session(east, 'arrives')) === undefined);
});

test('a table of one region stays there, although the other region has one of that name', async () => {
  await client(east).send(new PutItemCommand({ TableName: regional, Item: { pk: { S: 'here' } } }));
  // What was written later has arrived: so would this have.
  await putSession(east, 'after-it', 'one');
  await until(async () => (await session(central, 'after-it')) === 'one');
  const get = new GetItemCommand({ TableName: regional, Key: { pk: { S: 'here' } } });
  const items = await Promise.all(regions.map(async (region) => (await client(region).send(get)).Item));
  expect(items).toEqual([{ pk: { S: 'here' } }, undefined]);
});

test('conditions on an asynchronous table look at the region’s own copy only: both regions can win', async () => {
  cutBetweenRegions();
  await putSession(east, 'guarded', 'east', 'attribute_not_exists(pk)');
  await putSession(central, 'guarded', 'central', 'attribute_not_exists(pk)');
  carryBetweenRegions();
  await until(async () => (await session(east, 'guarded')) === 'central');
  expect(await session(central, 'guarded')).toBe('central');
});

test('after a partition both regions hold the last write of each item, deletes too, from either region', async () => {
  await putSession(east, 'last-in-east', 'before');
  await putSession(east, 'deleted-last', 'before');
  await until(async () => (await session(central, 'deleted-last')) === 'before');
  cutBetweenRegions();
  await putSession(central, 'last-in-east', 'central');
  await putSession(east, 'last-in-east', 'east');
  await putSession(east, 'deleted-last', 'east');
  await client(central).send(new DeleteItemCommand({ TableName: eventual, Key: { pk: { S: 'deleted-last' } } }));
  expect([await session(east, 'last-in-east'), await session(central, 'last-in-east')]).toEqual(['east', 'central']);
  carryBetweenRegions();
  for (const region of regions) {
    await until(async () => (await session(region, 'last-in-east')) === 'east');
    await until(async () => (await session(region, 'deleted-last')) === undefined);
  }
});

test('a counter updated in one region arrives as its value, not as an addition', async () => {
  for (let n = 0; n < 20; n++) {
    await client(east).send(
      new UpdateItemCommand({
        TableName: eventual,
        Key: { pk: { S: 'counter' } },
        UpdateExpression: 'ADD hits :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      }),
    );
  }
  await until(async () => {
    const { Item } = await client(central).send(
      new GetItemCommand({ TableName: eventual, Key: { pk: { S: 'counter' } } }),
    );
    return Item?.['hits']?.N === '20';
  });
});

function client(region: string): DynamoDBClient {
  const found = clients[region];
  if (found === undefined) throw new Error(`no client for ${region}`);
  return found;
}

async function putNew(region: string, pk: string): Promise<void> {
  await client(region).send(
    new PutItemCommand({
      TableName: strong,
      Item: { pk: { S: pk }, sk: { S: 'command' }, region: { S: region } },
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
}

async function putSession(region: string, pk: string, value: string, condition?: string): Promise<void> {
  const Item = { pk: { S: pk }, value: { S: value } };
  await client(region).send(
    new PutItemCommand({
      TableName: eventual,
      Item,
      ...(condition === undefined ? {} : { ConditionExpression: condition }),
    }),
  );
}

async function session(region: string, pk: string): Promise<string | undefined> {
  const { Item } = await client(region).send(new GetItemCommand({ TableName: eventual, Key: { pk: { S: pk } } }));
  return Item?.['value']?.S;
}

function cutBetweenRegions(): void {
  cloud.links.at({ kind: 'aws', from: east, to: central }).cut();
  cloud.links.at({ kind: 'aws', from: central, to: east }).cut();
}

function carryBetweenRegions(): void {
  cloud.links.at({ kind: 'aws', from: east, to: central }).carry();
  cloud.links.at({ kind: 'aws', from: central, to: east }).carry();
}
