import { expect, test } from 'vitest';
import { EventSource, type QueueRecord } from '../../../src/engines/lambda/event-source.ts';

const aRecord = (body: string) => ({ messageId: body, receiptHandle: body, body }) as QueueRecord;

/** Returns the first batch that the function gets when these messages come one receive after the other. */
async function firstBatch(arrivals: readonly string[], window: number): Promise<string> {
  const coming = [...arrivals];
  const { promise, resolve } = Promise.withResolvers<string>();
  // All but the first poller find the queue empty for ever.
  let isFirst = true;
  const source = new EventSource(
    {
      type: 'AWS::Lambda::EventSourceMapping',
      logicalId: 'mapping',
      physicalId: 'mapping',
      stackName: 'stack-test',
      region: 'us-east-1',
      properties: {
        FunctionName: 'f',
        EventSourceArn: 'arn:aws:sqs:us-east-1:0:q',
        BatchSize: 3,
        MaximumBatchingWindowInSeconds: window,
      },
    },
    {
      queues: () => {
        const isMine = isFirst;
        isFirst = false;
        return {
          visibilityTimeoutMs: 30_000,
          receive: async ({ waitMs }) => {
            const body = isMine ? coming.shift() : undefined;
            if (body !== undefined) return [aRecord(body)];
            await new Promise((done) => setTimeout(done, Math.min(waitMs, 1_000)));
            return [];
          },
          delete: () => {},
        };
      },
      run: async (_, payload) => {
        const { Records } = JSON.parse(payload) as { readonly Records: readonly QueueRecord[] };
        resolve(Records.map(({ body }) => body).join('+'));
        return { outcome: 'done', payload: 'null' };
      },
      log: () => {},
    },
  );
  source.start();
  try {
    return await promise;
  } finally {
    source.stop();
  }
}

test('without a window a batch is what is there', async () => {
  expect(await firstBatch(['a', 'b'], 0)).toBe('a');
});

test('a window gathers what comes one after the other, until it ends', async () => {
  expect(await firstBatch(['a', 'b'], 1)).toBe('a+b');
});

test('a full batch does not wait for the window to end', async () => {
  // The longest window there is: were it waited for, this test would take five minutes.
  expect(await firstBatch(['a', 'b', 'c'], 300)).toBe('a+b+c');
});
