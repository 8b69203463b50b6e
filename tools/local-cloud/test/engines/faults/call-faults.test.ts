import { expect, test } from 'vitest';
import { CallFaults } from '../../../src/engines/faults/call-faults.ts';
import { AwsError, type AwsRequest } from '../../../src/protocol/aws/aws-call.ts';
import { Fault, type FaultInput } from '../../../src/protocol/fault.ts';

/*
 * Calls as functions make them, past the faults of a region. `carriedOut` counts the calls that took effect; an outcome is
 * `done`, or the code of the refusal.
 */
const account = '000000000000';
const table = {
  logicalId: 'Journal',
  type: 'AWS::DynamoDB::GlobalTable',
  physicalId: 'journal-table',
  stackName: 'stack',
  region: 'us-east-1',
  properties: { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] },
};

let carriedOut = 0;

function faultsOf(...faults: readonly Omit<Extract<FaultInput, { kind: 'call' }>, 'kind' | 'region'>[]): CallFaults {
  const calls = new CallFaults(() => ({ resources: [table], account }));
  calls.set(
    faults.map((fault, index) => ({
      id: `fault-${index}`,
      fault: { ...Fault.parse({ kind: 'call', region: 'us-east-1', ...fault }), seed: fault.seed ?? 1 },
    })),
  );
  return calls;
}

function aCall(service: string, action: string, input: object, over: Partial<AwsRequest> = {}): AwsRequest {
  return {
    service,
    region: 'us-east-1',
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `Any.${action}` },
    body: Buffer.from(JSON.stringify(input)),
    caller: 'post-capture-dev',
    ...over,
  };
}

const aPut = (pk: string, TableName = 'journal-table') =>
  aCall('dynamodb', 'PutItem', { TableName, Item: { pk: { S: pk } } });

async function outcome(calls: CallFaults, request: AwsRequest): Promise<string> {
  carriedOut = 0;
  try {
    await calls.around(request, async () => {
      carriedOut += 1;
      return { status: 200, headers: {}, body: '' };
    });
    return 'done';
  } catch (error) {
    return error instanceof AwsError ? `${error.code} ${error.status}` : String(error);
  }
}

test('a call that no fault names is carried out', async () => {
  expect(await outcome(faultsOf(), aPut('a'))).toBe('done');
  const others = faultsOf({ service: 'sqs', effect: { throttle: true } });
  expect([await outcome(others, aPut('a')), carriedOut]).toEqual(['done', 1]);
});

const pointerThrottled = {
  service: 'dynamodb',
  operation: 'PutItem',
  keyPattern: 'minute#*',
  effect: { throttle: true },
} as const;

test.each([
  ['the key', aPut('minute#2030-01-01T00:00'), 'ThrottlingException 400'],
  ['another key', aPut('command#1'), 'done'],
  ['a key that holds the pattern further on', aPut('x-minute#1'), 'done'],
  [
    'another operation',
    aCall('dynamodb', 'DeleteItem', { TableName: 'journal-table', Key: { pk: { S: 'minute#1' } } }),
    'done',
  ],
  ['a replica that copies', { ...aPut('minute#1'), caller: 'replication' }, 'done'],
])('a fault of one operation and key pattern, at a call with %s: %s', async (_, request, expected) => {
  expect(await outcome(faultsOf(pointerThrottled), request)).toBe(expected);
});

test('a fault strikes one table, and one caller', async () => {
  const oneTable = faultsOf({ service: 'dynamodb', resourcePattern: 'session-*', effect: { throttle: true } });
  expect([await outcome(oneTable, aPut('a')), await outcome(oneTable, aPut('a', 'session-table'))]).toEqual([
    'done',
    'ThrottlingException 400',
  ]);
  const oneCaller = faultsOf({ service: 'dynamodb', callerPattern: '*-capture-dev', effect: { throttle: true } });
  expect([await outcome(oneCaller, aPut('a')), await outcome(oneCaller, { ...aPut('a'), caller: 'operator' })]).toEqual(
    ['ThrottlingException 400', 'done'],
  );
});

test.each([
  [
    'a statement by its text',
    'rds-data',
    '*pay.apply(*',
    aCall('rds-data', '', { sql: 'select pay.apply($1)' }, { path: '/Execute' }),
  ],
  ['an object by its key', 's3', 'ledger/*', aCall('s3', '', {}, { method: 'PUT', path: '/archive/ledger/1.ndjson' })],
  [
    'an event by its bus',
    'events',
    'payment-bus',
    aCall('events', 'PutEvents', { Entries: [{ EventBusName: 'payment-bus' }] }),
  ],
  ['a message by its queue', 'sqs', 'work', aCall('sqs', 'SendMessage', { QueueUrl: 'http://127.0.0.1:1/0/work' })],
  ['a parameter by its name', 'ssm', '/payment/*', aCall('ssm', 'GetParameter', { Name: '/payment/dev/x' })],
  [
    'an invocation by its function',
    'lambda',
    'watch-*',
    aCall('lambda', '', {}, { path: '/2015-03-31/functions/watch-dev/invocations' }),
  ],
] as const)('a key pattern finds %s', async (_, service, keyPattern, request) => {
  const struck = faultsOf({ service, keyPattern, effect: { error: 'Broken' } });
  expect([await outcome(struck, request), carriedOut]).toEqual(['Broken 500', 0]);
  const other = faultsOf({ service, keyPattern: 'nothing', effect: { error: 'Broken' } });
  expect(await outcome(other, request)).toBe('done');
});

test('an answer can be lost after the call was carried out', async () => {
  const lost = faultsOf({ service: 'dynamodb', effect: { error: 'InternalServerError', isCarriedOut: true } });
  expect([await outcome(lost, aPut('a')), carriedOut]).toEqual(['InternalServerError 500', 1]);
});

test('a delayed call is carried out', async () => {
  const delayed = faultsOf({ service: 'dynamodb', effect: { delayMs: [1, 2] } });
  expect([await outcome(delayed, aPut('a')), carriedOut]).toEqual(['done', 1]);
});

test('a rate strikes a share of the calls, the same ones for the same seed', async () => {
  const strikes = async (seed: number) => {
    const calls = faultsOf({ service: 'dynamodb', effect: { throttle: true }, rate: 0.25, seed });
    const outcomes: string[] = [];
    for (let call = 0; call < 400; call++) outcomes.push(await outcome(calls, aPut('a')));
    return outcomes.map((text) => text !== 'done');
  };
  const struck = await strikes(7);
  expect(await strikes(7)).toEqual(struck);
  expect(await strikes(8)).not.toEqual(struck);
  const count = struck.filter(Boolean).length;
  expect(count).toBeGreaterThan(60);
  expect(count).toBeLessThan(140);
});

test('a fault that stays keeps its place in its random numbers when another one comes or goes', async () => {
  const fault = {
    ...Fault.parse({ kind: 'call', region: 'r', service: 'dynamodb', rate: 0.5, effect: { throttle: true } }),
    seed: 5,
  };
  const run = async (disturb: boolean) => {
    const calls = new CallFaults(() => ({ resources: [table], account }));
    calls.set([{ id: 'a', fault }]);
    const outcomes: string[] = [];
    for (let call = 0; call < 40; call++) {
      outcomes.push(await outcome(calls, aPut('a')));
      if (disturb) calls.set([{ id: 'a', fault }]);
    }
    return outcomes;
  };
  expect(await run(true)).toEqual(await run(false));
});
