import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { account, aQueue, aRegion, queueArn, type RegionRig } from '@redoubt/local-cloud/region-rig';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { redrivableQueues, redrive } from '../src/redrive.ts';

/* Queues of a real local region, made as the services' stacks make them. */
const work = 'notifications-outcomes-queue-dev';
const dead = 'notifications-outcomes-dead-letters-dev';
let rig: RegionRig;
let sqs: SQSClient;

beforeEach(async () => {
  rig = await aRegion({
    resources: (endpoint) => [
      aQueue(endpoint, dead),
      aQueue(endpoint, work, { RedrivePolicy: { deadLetterTargetArn: queueArn(dead), maxReceiveCount: 5 } }),
      aQueue(endpoint, 'transactions-payments-queue-dev'),
    ],
  });
  sqs = new SQSClient(rig.client);
});
afterEach(async () => {
  sqs.destroy();
  await rig[Symbol.asyncDispose]();
});

const urlOf = (name: string) => `${rig.endpoint}/${account}/${name}`;

async function depth(name: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: urlOf(name), AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessages']);
}

async function theQueue() {
  const [queue] = await redrivableQueues(sqs, 'notifications');
  if (queue === undefined) throw new Error('notifications has a queue with dead letters');
  return queue;
}

test('finds the queues of a service that have dead letters, by what SQS says of them', async () => {
  expect(await redrivableQueues(sqs, 'notifications')).toEqual([
    { name: work, arn: queueArn(work), deadLettersArn: queueArn(dead) },
  ]);
  expect(await redrivableQueues(sqs, 'transactions')).toEqual([]);
});

test('moves every dead letter back, also what EventBridge put there', async () => {
  for (const MessageBody of ['one', 'two', 'three']) {
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(dead), MessageBody }));
  }
  expect(await redrive(sqs, await theQueue(), new AbortController().signal)).toEqual({ queue: work, moved: 3 });
  expect([await depth(dead), await depth(work)]).toEqual([0, 3]);
});

test('says that nothing was moved when there are no dead letters, and may be called again', async () => {
  const none = { queue: work, moved: 0 };
  expect(await redrive(sqs, await theQueue(), new AbortController().signal)).toEqual(none);
  expect(await redrive(sqs, await theQueue(), new AbortController().signal)).toEqual(none);
});

test('moves nothing twice: what is moved is a new message, tried five times again', async () => {
  await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(dead), MessageBody: 'one' }));
  await redrive(sqs, await theQueue(), new AbortController().signal);
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: urlOf(work),
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['ApproximateReceiveCount'],
    }),
  );
  expect(Messages).toMatchObject([{ Body: 'one', Attributes: { ApproximateReceiveCount: '1' } }]);
});

test('does not start beside a task of somebody else', async () => {
  for (const MessageBody of ['one', 'two']) {
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(dead), MessageBody }));
  }
  await sqs.send(
    new StartMessageMoveTaskCommand({
      SourceArn: queueArn(dead),
      DestinationArn: queueArn(work),
      MaxNumberOfMessagesPerSecond: 1,
    }),
  );
  await expect(redrive(sqs, await theQueue(), new AbortController().signal)).rejects.toMatchObject({
    explanation: { code: 'redrive_failed', what: expect.stringContaining('already') },
  });
});
