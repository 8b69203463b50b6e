import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import {
  account,
  aFunction,
  aQueue,
  aRegion,
  aRole,
  eventually,
  functionArn,
  queueArn,
  roleArn,
} from '../../processes/region/region-rig.ts';

const text = (bytes: Uint8Array | undefined) => JSON.parse(Buffer.from(bytes ?? []).toString('utf8'));
const payload = (value: unknown) => Buffer.from(JSON.stringify(value));

test('a function sees its event, its environment and what Lambda adds to it', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('echo', { Environment: { Variables: { COLOR: 'red' } } })],
    functions: {
      echo: `export const handler = async (event, context) => ({
        event, color: process.env.COLOR, name: process.env.AWS_LAMBDA_FUNCTION_NAME, region: process.env.AWS_REGION,
        key: process.env.AWS_ACCESS_KEY_ID, endpoint: process.env.AWS_ENDPOINT_URL, home: process.env.HOME,
        arn: context.invokedFunctionArn, remainingMs: context.getRemainingTimeInMillis(), id: context.awsRequestId });`,
    },
  });
  const lambda = new LambdaClient(rig.client);
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: functionArn('echo'), Payload: payload({ a: 1 }) }),
  );
  expect(answer.FunctionError).toBeUndefined();
  const seen = text(answer.Payload);
  expect(seen).toMatchObject({
    event: { a: 1 },
    color: 'red',
    name: 'echo',
    region: 'us-east-1',
    key: 'echo',
    endpoint: rig.endpoint,
    arn: functionArn('echo'),
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(seen.home).toBeUndefined();
  expect(seen.remainingMs).toBeGreaterThan(0);
  expect(seen.remainingMs).toBeLessThanOrEqual(900_000);
});

test.each<[string, string, object]>([
  ['throws', `throw new RangeError('too far')`, { errorType: 'RangeError', errorMessage: 'too far' }],
  ['throws no error', `throw 'text'`, { errorType: 'string', errorMessage: 'text' }],
  ['ends its process', `process.exit(3)`, { errorType: 'Runtime.ExitError' }],
  [
    'spins for ever',
    `for (;;);`,
    { errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/Task timed out after 3.00 seconds$/) },
  ],
])('a function that %s fails, and the next invocation runs', async (_, statement, failure) => {
  await using rig = await aRegion({
    resources: () => [aFunction('fails', { Timeout: 3 })],
    functions: {
      fails: `export const handler = async (event) => { if (event.fail) { ${statement} } return 'fine'; };`,
    },
  });
  const lambda = new LambdaClient(rig.client);
  const failed = await lambda.send(new InvokeCommand({ FunctionName: 'fails', Payload: payload({ fail: true }) }));
  expect(failed.FunctionError).toBe('Unhandled');
  expect(text(failed.Payload)).toMatchObject(failure);
  const next = await lambda.send(new InvokeCommand({ FunctionName: 'fails', Payload: payload({}) }));
  expect(text(next.Payload)).toBe('fine');
});

test('a module that can not be loaded fails each invocation', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('broken')],
    functions: { broken: `throw new Error('no such table'); export const handler = () => {};` },
  });
  const lambda = new LambdaClient(rig.client);
  for (const _ of [1, 2]) {
    const answer = await lambda.send(new InvokeCommand({ FunctionName: 'broken' }));
    expect(text(answer.Payload)).toMatchObject({ errorMessage: 'no such table' });
  }
});

test('what a handler did not wait for stands still until the next invocation', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('hasty')],
    functions: {
      hasty: `let begunAt; let ranAt;
        export const handler = async () => {
          if (begunAt === undefined) {
            begunAt = Date.now();
            setTimeout(() => { ranAt = Date.now(); }, 20);
            return 'begun';
          }
          while (ranAt === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
          console.log('it ran');
          return ranAt - begunAt;
        };`,
    },
  });
  const lambda = new LambdaClient(rig.client);
  const invoke = async () => text((await lambda.send(new InvokeCommand({ FunctionName: 'hasty' }))).Payload);
  expect(await invoke()).toBe('begun');
  const frozenMs = 200;
  const answeredAt = performance.now();
  await eventually(() => performance.now() - answeredAt > frozenMs || undefined);
  expect(await invoke()).toBeGreaterThanOrEqual(frozenMs);
  await eventually(() => rig.logLines.find((line) => line.includes('it ran')));
});

test('invocations at once run in environments of their own', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('counts')],
    functions: {
      counts: `let running = 0; export const handler = async () => { running += 1; await new Promise((r) => setTimeout(r, 100)); return running--; };`,
    },
  });
  const answers = await Promise.all([1, 2, 3].map(() => rig.region.context.invokeFunction('counts', {})));
  expect(answers).toEqual([1, 1, 1]);
});

test('an invocation over the reserved concurrency is refused', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('one', { ReservedConcurrentExecutions: 1 })],
    functions: { one: `export const handler = () => new Promise((resolve) => setTimeout(resolve, 300));` },
  });
  const lambda = new LambdaClient(rig.client);
  const invoke = () => lambda.send(new InvokeCommand({ FunctionName: 'one' }));
  const outcomes = await Promise.allSettled([invoke(), invoke()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { name: 'TooManyRequestsException' },
  });
});

test('an unknown function is not found', async () => {
  await using rig = await aRegion({ resources: () => [] });
  const lambda = new LambdaClient(rig.client);
  await expect(lambda.send(new InvokeCommand({ FunctionName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('an asynchronous invocation is accepted before the function has run', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('later')],
    functions: { later: `export const handler = async (event) => console.log('did ' + event.what);` },
  });
  const lambda = new LambdaClient(rig.client);
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: 'later', InvocationType: 'Event', Payload: payload({ what: 'it' }) }),
  );
  expect(answer.StatusCode).toBe(202);
  await eventually(() => rig.logLines.find((line) => line.includes('did it')));
});

test('an asynchronous invocation of 1 MB is accepted, one byte more is refused', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('later')],
    functions: { later: `export const handler = async (event) => console.log('got ' + event.length);` },
  });
  const lambda = new LambdaClient(rig.client);
  // A JSON text: two of its bytes are quotes.
  const invoke = (bytes: number) =>
    lambda.send(
      new InvokeCommand({ FunctionName: 'later', InvocationType: 'Event', Payload: payload('x'.repeat(bytes - 2)) }),
    );
  expect((await invoke(1_048_576)).StatusCode).toBe(202);
  await eventually(() => rig.logLines.find((line) => line.includes('got 1048574')));
  await expect(invoke(1_048_577)).rejects.toMatchObject({ name: 'RequestTooLargeException' });
});

test('control invokes a function and gets its answer or its error', async () => {
  await using rig = await aRegion({
    resources: () => [aFunction('half')],
    functions: {
      half: `export const handler = async ({ of }) => { if (of % 2) throw new TypeError('odd'); return of / 2; };`,
    },
  });
  expect(await rig.hook('invoke', { functionName: 'half', payload: { of: 4 } })).toEqual({ payload: 2 });
  expect(await rig.hook('invoke', { functionName: 'half', payload: { of: 3 } })).toMatchObject({
    error: { errorType: 'TypeError', errorMessage: 'odd' },
  });
});

test.each<[string, object, RegExp]>([
  ['another runtime', { Runtime: 'python3.13' }, /only Node.js functions run here/],
  ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'mars' } } }, /AWS_REGION is reserved by Lambda/],
  ['too long an environment', { Environment: { Variables: { LONG: 'x'.repeat(4096) } } }, /Lambda takes 4096/],
  ['a timeout over 15 minutes', { Timeout: 901 }, /Timeout/],
  ['no asset', { FunctionName: 'other' }, /has no asset folder/],
])('a function with %s is refused by name', async (_, properties, message) => {
  const name = 'FunctionName' in properties ? 'other' : 'one';
  const rig = aRegion({ resources: () => [aFunction(name, { ...properties })], functions: { one: '' } });
  await expect(rig).rejects.toThrow(new RegExp(`stack-test/${name} \\(AWS::Lambda::Function\\) can not be deployed`));
  await expect(rig).rejects.toThrow(message);
});

test('a function that is to crash dies as it makes the call, which is not carried out, and once only', async () => {
  await using rig = await aRegion({
    resources: (endpoint) => [
      aRole('sender', [{ Effect: 'Allow', Action: 'sqs:*', Resource: queueArn('queue') }]),
      aFunction('sends', { Role: roleArn('sender') }),
      aFunction('other', { Role: roleArn('sender') }),
      aQueue(endpoint, 'queue'),
    ],
    functions: Object.fromEntries(
      ['sends', 'other'].map((name) => [
        name,
        `export const handler = async () => {
          const call = (action, input) => fetch(process.env.AWS_ENDPOINT_URL, {
            method: 'POST',
            headers: {
              'x-amz-target': 'AmazonSQS.' + action,
              'content-type': 'application/x-amz-json-1.0',
              authorization: 'AWS4-HMAC-SHA256 Credential=' + process.env.AWS_ACCESS_KEY_ID +
                '/20300101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=none',
            },
            body: JSON.stringify(input),
          });
          const QueueUrl = process.env.AWS_ENDPOINT_URL + '/${account}/queue';
          await call('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });
          try { await call('SendMessage', { QueueUrl, MessageBody: '${name}' }); } finally { console.log('still alive'); }
          return 'sent';
        };`,
      ]),
    ),
  });
  await rig.hook('crash-function', { functionName: 'sends', onCall: 'sqs:SendMessage' });
  const lambda = new LambdaClient(rig.client);
  const invoke = async (name: string) => text((await lambda.send(new InvokeCommand({ FunctionName: name }))).Payload);
  expect(await invoke('sends')).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: 'Runtime exited with error: signal: killed',
  });
  expect(rig.logLines.join()).not.toContain('still alive');
  expect(await invoke('other')).toBe('sent');
  expect(await invoke('sends')).toBe('sent');
  const { Messages } = await new SQSClient(rig.client).send(
    new ReceiveMessageCommand({ QueueUrl: `${rig.endpoint}/${account}/queue`, MaxNumberOfMessages: 10 }),
  );
  expect(Messages?.map(({ Body }) => Body).sort()).toEqual(['other', 'sends']);
});

test('a crash is planned of a function that is there', async () => {
  await using rig = await aRegion({ resources: () => [] });
  expect(await rig.hook('crash-function', { functionName: 'nobody', onCall: 'sqs:SendMessage' })).toEqual({
    error: expect.stringContaining('Function not found: nobody'),
  });
});
