import { fork } from 'node:child_process';
import { once } from 'node:events';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sdkClientConfig } from '@redoubt/lambda-kit';

/** A table and the client that functions would have to it. */
export interface BenchTable {
  readonly table: string;
  readonly client: DynamoDBDocumentClient;
}

export interface BenchDynamo extends Disposable {
  /** Keyed by `pk`: access and limits. */
  readonly access: BenchTable;
  /** Keyed by `pk` and `sk`: journal, counters, decisions, settings. */
  readonly payments: BenchTable;
}

/** Starts tables in a process of their own. */
export async function startBenchDynamo(): Promise<BenchDynamo> {
  const child = fork(new URL('dynamo-process.ts', import.meta.url));
  const [[access, payments]] = (await once(child, 'message')) as [[number, number]];
  return {
    access: tableAt(access),
    payments: tableAt(payments),
    [Symbol.dispose]: () => child.disconnect(),
  };
}

function tableAt(port: number): BenchTable {
  const plain = new DynamoDBClient({ ...sdkClientConfig(), endpoint: `http://127.0.0.1:${port}` });
  const marshallOptions = { removeUndefinedValues: true, convertClassInstanceToMap: true };
  return { table: 'test-table', client: DynamoDBDocumentClient.from(plain, { marshallOptions }) };
}
