import { expect, test } from 'vitest';
import {
  aFunction,
  aQueue,
  aRegion,
  eventually,
  functionArn,
  queueArn,
  type RegionRig,
  type RigResource,
} from '../../processes/region/region-rig.ts';

/** Writes what it got to its log and fails for the bodies that say so. */
const consumer = `
export const handler = async ({ Records }) => {
  console.log('batch ' + Records.map(({ body }) => body).join('+'));
  if (Records.some(({ body }) => body === 'crash')) throw new Error('crashed');
  return { batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

function aConsumer({ queue = {}, mapping = {} }: { queue?: object; mapping?: object }): Promise<RegionRig> {
  return aRegion({
    functions: { consumer },
    resources: (endpoint): readonly RigResource[] => [
      aQueue(endpoint, 'dead'),
      aQueue(endpoint, 'work', {
        VisibilityTimeout: 5,
        RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 1 },
        ...queue,
      }),
      aFunction('consumer', { Timeout: 5 }),
      {
        type: 'AWS::Lambda::EventSourceMapping',
        physicalId: 'mapping',
        properties: {
          FunctionName: functionArn('consumer'),
          EventSourceArn: queueArn('work'),
          BatchSize: 10,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ...mapping,
        },
      },
    ],
  });
}

const send = (rig: RegionRig, ...bodies: readonly string[]) =>
  Promise.all(bodies.map((body) => rig.region.context.sendMessage(queueArn('work'), body)));
const batches = (rig: RegionRig) =>
  rig.logLines
    .filter((line) => line.includes('batch '))
    .map((line) => (JSON.parse(line) as { message: string }).message);

/** A consumer whose function has started: a cold start may take longer than its timeout on a busy machine. */
async function aWarmConsumer(): Promise<RegionRig> {
  const rig = await aConsumer({});
  await send(rig, 'warm');
  await eventually(() => (batches(rig).length === 1 ? true : undefined));
  return rig;
}

test('messages that are sent together arrive in one batch', async () => {
  await using rig = await aWarmConsumer();
  await send(rig, 'a', 'b', 'c');
  await eventually(() => batches(rig).find((batch) => batch === 'batch a+b+c'));
});

test('more than a batch is split', async () => {
  await using rig = await aConsumer({ mapping: { BatchSize: 2 } });
  await send(rig, 'a', 'b', 'c');
  await eventually(() => (batches(rig).length === 2 ? true : undefined));
  expect(batches(rig).toSorted()).toEqual(['batch a+b', 'batch c']);
});

test('only the messages that the function names as failed come back, and die as dead letters', async () => {
  await using rig = await aWarmConsumer();
  await send(rig, 'good', 'bad');
  const dead = await eventually(() => deadLetters(rig));
  expect(dead).toEqual(['bad']);
});

test('a batch whose function throws fails as a whole', async () => {
  await using rig = await aWarmConsumer();
  await send(rig, 'good', 'crash');
  const dead = await eventually(async () => {
    const bodies = await deadLetters(rig);
    return bodies?.length === 2 ? bodies : undefined;
  });
  expect(dead.toSorted()).toEqual(['crash', 'good']);
});

test('a queue whose messages come back while the function still works fails the deployment', async () => {
  await expect(aConsumer({ queue: { VisibilityTimeout: 0 } })).rejects.toThrow(
    /Queue visibility timeout: 0 seconds is less than Function timeout: 5 seconds/,
  );
});

const taken = new WeakMap<RegionRig, string[]>();

/** Bodies that reached the dead letters so far; undefined while there are none. */
async function deadLetters(rig: RegionRig): Promise<readonly string[] | undefined> {
  const { ReceiveMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const QueueUrl = `${rig.endpoint}/000000000000/dead`;
  const { Messages = [] } = await new SQSClient(rig.client).send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
  );
  const bodies = [...(taken.get(rig) ?? []), ...Messages.map(({ Body = '' }) => Body)];
  taken.set(rig, bodies);
  return bodies.length === 0 ? undefined : bodies;
}
