import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { account, aQueue, aRegion, eventually, queueArn, type RegionRig } from '../../processes/region/region-rig.ts';

const urlOf = (rig: RegionRig, name: string) => `${rig.endpoint}/${account}/${name}`;

async function aQueueRig(properties: Readonly<Record<string, unknown>> = {}) {
  const rig = await aRegion({
    resources: (endpoint) => [aQueue(endpoint, 'dead'), aQueue(endpoint, 'work', properties)],
  });
  return { rig, sqs: new SQSClient(rig.client), QueueUrl: urlOf(rig, 'work') };
}

test('a received message is hidden until it is deleted', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig({ VisibilityTimeout: 43_200 });
  await using _ = rig;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const [first] = await receive(sqs, QueueUrl);
  expect(first).toMatchObject({ Body: 'hello', Attributes: { ApproximateReceiveCount: '1' } });
  expect(await receive(sqs, QueueUrl)).toEqual([]);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  expect(await receive(sqs, QueueUrl)).toEqual([]);
});

test('control is told what each queue holds', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig({ VisibilityTimeout: 43_200 });
  await using _ = rig;
  for (const MessageBody of ['one', 'two']) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 900 }));
  await receive(sqs, QueueUrl);
  expect(await rig.hook('queue-depths', {})).toMatchObject([
    { name: 'dead', visible: 0, inFlight: 0, delayed: 0 },
    { name: 'work', visible: 1, inFlight: 1, delayed: 1 },
  ]);
});

test('a message that nobody deleted comes back when its visibility timeout ends', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig({ VisibilityTimeout: 1 });
  await using _ = rig;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const [first] = await receive(sqs, QueueUrl);
  const again = await eventually(async () => (await receive(sqs, QueueUrl))[0]);
  expect(again).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: '2' } });
});

async function receive(sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
  );
  return Messages;
}

test('long polling ends when a message is sent, before a poll of another queue that began with it', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig();
  await using _ = rig;
  const poll = (url: string) => sqs.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 }));
  const ended: string[] = [];
  // The end of the region ends this one with an error.
  poll(urlOf(rig, 'dead')).then(
    () => ended.push('dead'),
    () => undefined,
  );
  const polling = poll(QueueUrl).then(() => ended.push('work'));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'now' }));
  await polling;
  expect(ended).toEqual(['work']);
});

test('a delayed message is hidden at first, and comes when its delay ends', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig();
  await using _ = rig;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'much later', DelaySeconds: 900 }));
  expect(await receive(sqs, QueueUrl)).toEqual([]);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'later', DelaySeconds: 1 }));
  expect(await eventually(async () => (await receive(sqs, QueueUrl))[0])).toMatchObject({ Body: 'later' });
});

test('a message goes to the dead letters once it was received as often as allowed', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig({
    RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 2 },
  });
  await using _ = rig;
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'poison' }));
  for (const _ of [1, 2]) {
    const [message] = (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [];
    await sqs.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 0 }),
    );
    await eventually(async () => ((await visible(sqs, QueueUrl)) === '1' ? true : undefined));
  }
  expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? []).toEqual([]);
  const dead = await sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf(rig, 'dead') }));
  expect(dead.Messages).toMatchObject([{ Body: 'poison' }]);
});

test('every character that SQS takes comes back as it was, to the last byte of its size', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig();
  await using _ = rig;
  const edges = '\t\n\r \ud7ff\ue000\ufffd\u{10000}\u{10ffff}';
  const MessageBody = edges + 'x'.repeat(1_048_576 - Buffer.byteLength(edges));
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody }] }));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages[0]?.Body === MessageBody).toBe(true);
});

test('a batch answers for each entry', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig();
  await using _ = rig;
  const sent = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'a', MessageBody: 'one' },
        { Id: 'b', MessageBody: '' },
      ],
    }),
  );
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a']);
  expect(sent.Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidParameterValue' }]);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `d${index}`, ReceiptHandle }));
  expect((await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))).Successful).toHaveLength(1);
});

test.each<[string, string, (QueueUrl: string) => SendMessageBatchCommand | ReceiveMessageCommand | SendMessageCommand]>(
  [
    ['no entries', 'EmptyBatchRequest', (QueueUrl) => new SendMessageBatchCommand({ QueueUrl, Entries: [] })],
    [
      'eleven entries',
      'TooManyEntriesInBatchRequest',
      (QueueUrl) =>
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: Array.from({ length: 11 }, (_, i) => ({ Id: `e${i}`, MessageBody: 'x' })),
        }),
    ],
    [
      'two entries of one id',
      'BatchEntryIdsNotDistinct',
      (QueueUrl) =>
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: [
            { Id: 'a', MessageBody: 'x' },
            { Id: 'a', MessageBody: 'y' },
          ],
        }),
    ],
    [
      'a batch of 1 MiB and a byte',
      'BatchRequestTooLong',
      (QueueUrl) =>
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: [
            { Id: 'a', MessageBody: 'x'.repeat(1_048_576) },
            { Id: 'b', MessageBody: 'y' },
          ],
        }),
    ],
    [
      'a control character',
      'InvalidMessageContents',
      (QueueUrl) => new SendMessageCommand({ QueueUrl, MessageBody: 'a\u0000b' }),
    ],
    [
      'a character that is none',
      'InvalidMessageContents',
      (QueueUrl) => new SendMessageCommand({ QueueUrl, MessageBody: 'a\uffffb' }),
    ],
    [
      'eleven messages wanted',
      'ValidationException',
      (QueueUrl) => new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 }),
    ],
    [
      'a queue that is not there',
      'QueueDoesNotExist',
      (QueueUrl) => new SendMessageCommand({ QueueUrl: `${QueueUrl}-none`, MessageBody: 'x' }),
    ],
    [
      'message attributes, which are not simulated',
      'ValidationException',
      (QueueUrl) =>
        new SendMessageCommand({
          QueueUrl,
          MessageBody: 'x',
          MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } },
        }),
    ],
  ],
)('%s is refused with %s', async (_, name, command) => {
  const { rig, sqs, QueueUrl } = await aQueueRig();
  await using _rig = rig;
  await expect(sqs.send(command(QueueUrl) as SendMessageCommand)).rejects.toMatchObject({ name });
});

test('a queue is found by name and tells its attributes', async () => {
  const { rig, sqs, QueueUrl } = await aQueueRig({ VisibilityTimeout: 45 });
  await using _ = rig;
  expect((await sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }))).QueueUrl).toBe(QueueUrl);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({
    QueueArn: queueArn('work'),
    VisibilityTimeout: '45',
    ApproximateNumberOfMessages: '0',
  });
});

test('a FIFO queue is refused at deployment', async () => {
  await expect(aRegion({ resources: (endpoint) => [aQueue(endpoint, 'q.fifo', { FifoQueue: true })] })).rejects.toThrow(
    /FIFO queues are not simulated/,
  );
});

async function visible(sqs: SQSClient, QueueUrl: string): Promise<string | undefined> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Attributes?.['ApproximateNumberOfMessages'];
}

describe('a task that moves dead letters', () => {
  const redrive = { RedrivePolicy: { deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 1 } };
  const [SourceArn, DestinationArn] = [queueArn('dead'), queueArn('work')];

  /** Lets `work` give up so many messages. */
  async function giveUp(rig: RegionRig, sqs: SQSClient, count: number) {
    const QueueUrl = urlOf(rig, 'work');
    for (let at = 1; at <= count; at += 1) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `letter ${at}` }));
      await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
      await eventually(async () => ((await visible(sqs, QueueUrl)) === '1' ? true : undefined));
      await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    }
    expect(await visible(sqs, urlOf(rig, 'dead'))).toBe(String(count));
  }

  async function finished(sqs: SQSClient) {
    return eventually(async () => {
      const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
      return Results[0]?.Status === 'RUNNING' ? undefined : Results[0];
    });
  }

  test('gives each back to the queue that gave it up, as a new message', async () => {
    const { rig, sqs, QueueUrl } = await aQueueRig(redrive);
    await using _ = rig;
    await giveUp(rig, sqs, 2);
    const { TaskHandle } = await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    expect(TaskHandle).toBeDefined();
    expect(await finished(sqs)).toMatchObject({
      Status: 'COMPLETED',
      SourceArn,
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    });
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    expect(Messages?.map(({ Body, Attributes }) => [Body, Attributes?.['ApproximateReceiveCount']])).toEqual([
      ['letter 1', '1'],
      ['letter 2', '1'],
    ]);
    expect(await visible(sqs, urlOf(rig, 'dead'))).toBe('0');
  });

  test('fails at a message that no queue gave up, unless a destination is named', async () => {
    const { rig, sqs, QueueUrl } = await aQueueRig(redrive);
    await using _ = rig;
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(rig, 'dead'), MessageBody: 'from EventBridge' }));
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    expect(await finished(sqs)).toMatchObject({
      Status: 'FAILED',
      FailureReason: 'CouldNotDetermineMessageSource',
      ApproximateNumberOfMessagesMoved: 0,
    });
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn }));
    expect(await finished(sqs)).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 });
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toMatchObject([
      { Body: 'from EventBridge' },
    ]);
  });

  test('is the only one of its source while it runs', async () => {
    const { rig, sqs } = await aQueueRig(redrive);
    await using _ = rig;
    await giveUp(rig, sqs, 2);
    // A second for each message.
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 1 }));
    await expect(sqs.send(new StartMessageMoveTaskCommand({ SourceArn }))).rejects.toMatchObject({
      name: expect.stringContaining('UnsupportedOperation'),
    });
    const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
    expect(Results).toMatchObject([{ Status: 'RUNNING', TaskHandle: expect.any(String), DestinationArn }]);
  });

  test.each<[string, ConstructorParameters<typeof StartMessageMoveTaskCommand>[0], string]>([
    ['a source that is nobody’s dead-letter queue', { SourceArn: queueArn('work') }, 'InvalidParameterValue'],
    ['a source that does not exist', { SourceArn: queueArn('other') }, 'ResourceNotFoundException'],
    [
      'a destination that does not exist',
      { SourceArn, DestinationArn: queueArn('other') },
      'ResourceNotFoundException',
    ],
    ['itself as destination', { SourceArn, DestinationArn: SourceArn }, 'InvalidParameterValue'],
    ['501 messages a second', { SourceArn, MaxNumberOfMessagesPerSecond: 501 }, ''],
    ['0 messages a second', { SourceArn, MaxNumberOfMessagesPerSecond: 0 }, ''],
  ])('is refused for %s', async (_, input, name) => {
    const { rig, sqs } = await aQueueRig(redrive);
    await using _rig = rig;
    await expect(sqs.send(new StartMessageMoveTaskCommand(input))).rejects.toMatchObject({
      name: expect.stringContaining(name),
    });
  });
});
