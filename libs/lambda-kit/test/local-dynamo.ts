import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import {
  type BatchGetItemCommandInput,
  CreateTableCommand,
  DynamoDBClient,
  type KeySchemaElement,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const require = createRequire(import.meta.url);
const dynalite = require('dynalite') as (options: { createTableMs: number }) => Server;

/** A DynamoDB of its own in this process, with one empty table; for the tests of this library and of the services. */
export interface LocalDynamo extends AsyncDisposable {
  readonly table: string;
  readonly client: DynamoDBDocumentClient;
  /** Commands sent so far, by name, oldest first. */
  readonly sent: string[];
  /** Rejects the next command of that name, as a lost connection would. */
  failNext(commandName: string): void;
  /** Leaves all keys of the next batches out of their answers, as throttling does. */
  leaveOutNext(batches: number): void;
}

/** An index over two texts. */
export interface LocalIndex {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** @param keyNames the partition key's name, then the sort key's if there is one */
export async function startLocalDynamo(
  keyNames: readonly string[] = ['pk', 'sk'],
  indexes: readonly LocalIndex[] = [],
): Promise<LocalDynamo> {
  const table = 'test-table';
  const server = dynalite({ createTableMs: 0 }).listen(0, '127.0.0.1');
  // A test that thinks for seconds between two calls would find its connection closed.
  server.keepAliveTimeout = 0;
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const plain = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  await plain.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        ...keyNames,
        ...indexes.flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
      ].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: keySchemaOf(keyNames),
      ...(indexes.length === 0
        ? {}
        : {
            GlobalSecondaryIndexes: indexes.map(({ name, partitionKey, sortKey }) => ({
              IndexName: name,
              KeySchema: keySchemaOf([partitionKey, sortKey]),
              Projection: { ProjectionType: 'ALL' as const },
            })),
          }),
    }),
  );
  // The table is made in a later turn, even with createTableMs 0; the delays are in seconds.
  await waitUntilTableExists({ client: plain, maxWaitTime: 5, minDelay: 0.01, maxDelay: 0.05 }, { TableName: table });
  const sent: string[] = [];
  const failing: string[] = [];
  let leftOut = 0;
  plain.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        sent.push(commandName);
        const at = failing.indexOf(commandName);
        if (commandName === 'BatchGetItemCommand' && leftOut > 0) {
          leftOut -= 1;
          const { RequestItems } = args.input as BatchGetItemCommandInput;
          return { response: {}, output: { $metadata: {}, UnprocessedKeys: RequestItems } };
        }
        if (at < 0) return next(args);
        failing.splice(at, 1);
        throw new Error('connection lost');
      },
    { step: 'initialize' },
  );
  return {
    table,
    client: DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } }),
    sent,
    failNext: (commandName) => void failing.push(commandName),
    leaveOutNext: (batches) => {
      leftOut = batches;
    },
    async [Symbol.asyncDispose]() {
      plain.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function keySchemaOf(names: readonly string[]): KeySchemaElement[] {
  return names.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
}
