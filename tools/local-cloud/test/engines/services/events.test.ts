import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import {
  account,
  aFunction,
  aQueue,
  aRegion,
  eventually,
  functionArn,
  queueArn,
  type RegionRig,
  type RigResource,
} from '../../processes/region/region-rig.ts';

const aBus: RigResource = { type: 'AWS::Events::EventBus', physicalId: 'bus-test', properties: { Name: 'bus-test' } };

function aRule(properties: Readonly<Record<string, unknown>>): RigResource {
  return {
    type: 'AWS::Events::Rule',
    physicalId: 'bus-test|rule',
    properties: { EventBusName: 'bus-test', ...properties },
  };
}

const anEntry = (over: object = {}) => ({
  EventBusName: 'bus-test',
  Source: 'payments.test',
  DetailType: 'Happened',
  Detail: '{"n":1}',
  ...over,
});

async function received(rig: RegionRig, queue: string): Promise<readonly Record<string, unknown>[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl: `${rig.endpoint}/${account}/${queue}`,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 2,
  });
  const { Messages = [] } = await new SQSClient(rig.client).send(command);
  return Messages.map(({ Body = '' }) => JSON.parse(Body));
}

test('an event reaches the queue of a rule that matches, and the record of all events', async () => {
  await using rig = await aRegion({
    resources: (endpoint) => [
      aBus,
      aQueue(endpoint, 'work'),
      aRule({ EventPattern: { detail: { n: [1] } }, Targets: [{ Id: 'a', Arn: queueArn('work') }] }),
    ],
  });
  const answer = await new EventBridgeClient(rig.client).send(
    new PutEventsCommand({ Entries: [anEntry(), anEntry({ Detail: '{"n":2}' })] }),
  );
  expect(answer.FailedEntryCount).toBe(0);
  expect(await received(rig, 'work')).toEqual([
    {
      version: '0',
      id: answer.Entries?.[0]?.EventId,
      'detail-type': 'Happened',
      source: 'payments.test',
      account,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'us-east-1',
      resources: [],
      detail: { n: 1 },
    },
  ]);
  expect(await rig.events()).toMatchObject([
    { bus: 'bus-test', source: 'payments.test', detailType: 'Happened', detail: { n: 1 } },
    { detail: { n: 2 } },
  ]);
});

test.each<[string, object, string]>([
  ['no detail', { Detail: undefined }, 'InvalidArgument'],
  ['an empty source', { Source: '' }, 'InvalidArgument'],
  ['a source of AWS', { Source: 'aws.events' }, 'InvalidArgument'],
  ['a detail that is no JSON', { Detail: '{' }, 'MalformedDetail'],
  ['a detail that is a list', { Detail: '[]' }, 'MalformedDetail'],
  ['an unknown bus', { EventBusName: 'none' }, 'ResourceNotFoundException'],
])('an entry with %s fails alone', async (_, over, ErrorCode) => {
  await using rig = await aRegion({ resources: () => [aBus] });
  const answer = await new EventBridgeClient(rig.client).send(
    new PutEventsCommand({ Entries: [anEntry(), anEntry(over)] }),
  );
  expect(answer.FailedEntryCount).toBe(1);
  expect(answer.Entries).toMatchObject([{ EventId: expect.any(String) }, { ErrorCode }]);
  expect(await rig.events()).toHaveLength(1);
});

test('eleven entries and 256 KB are refused, ten and just below are taken', async () => {
  await using rig = await aRegion({ resources: () => [aBus] });
  const events = new EventBridgeClient(rig.client);
  const put = (Entries: ReturnType<typeof anEntry>[]) => events.send(new PutEventsCommand({ Entries }));
  await expect(put(Array.from({ length: 11 }, () => anEntry()))).rejects.toMatchObject({ name: 'ValidationException' });
  expect((await put(Array.from({ length: 10 }, () => anEntry()))).FailedEntryCount).toBe(0);
  const detailOf = (bytes: number) => ({
    Detail: JSON.stringify({ n: 'x'.repeat(bytes - 'payments.testHappened{"n":""}'.length) }),
  });
  await expect(put([anEntry(detailOf(262_145))])).rejects.toMatchObject({ name: 'ValidationException' });
  expect((await put([anEntry(detailOf(262_144))])).FailedEntryCount).toBe(0);
});

test('a schedule of a minute fires at once, with its constant input, and a slower one a period later', async () => {
  const aRule = (name: string, minutes: string) => ({
    type: 'AWS::Events::Rule',
    physicalId: name,
    properties: {
      ScheduleExpression: `rate(${minutes})`,
      Targets: [{ Id: 'a', Arn: functionArn('beats'), Input: JSON.stringify({ beat: name }) }],
    },
  });
  await using rig = await aRegion({
    resources: () => [aFunction('beats'), aRule('slow', '2 minutes'), aRule('quick', '1 minute')],
    functions: { beats: `export const handler = async ({ beat }) => console.log('got ' + beat);` },
  });
  await eventually(() => rig.logLines.find((line) => line.includes('got quick')));
  expect(rig.logLines.filter((line) => line.includes('got slow'))).toEqual([]);
});

test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
  [
    'an input transformer',
    { EventPattern: { source: ['a'] }, Targets: [{ Id: 'a', Arn: queueArn('work'), InputTransformer: {} }] },
    /InputTransformer/,
  ],
  ['a cron schedule', { ScheduleExpression: 'cron(0 3 * * ? *)', EventBusName: 'default' }, /cron.*not simulated/],
  ['an unknown operator', { EventPattern: { source: [{ cidr: '10.0.0.0/8' }] } }, /operator cidr is not simulated/],
  [
    'an unknown kind of target',
    { EventPattern: { source: ['a'] }, Targets: [{ Id: 'a', Arn: 'arn:aws:logs:us-east-1:0:log-group:x' }] },
    /is not simulated; queues/,
  ],
  [
    'a bus that is not deployed',
    { EventBusName: 'none', EventPattern: { source: ['a'] } },
    /Event bus none does not exist/,
  ],
])('a rule with %s fails the deployment', async (_, properties, message) => {
  await expect(aRegion({ resources: () => [aBus, aRule(properties)] })).rejects.toThrow(message);
});

test('events cross to a peer once the link carries, and are delivered there exactly as they were put', async () => {
  await using peer = await aRegion({
    region: 'us-east-2',
    resources: (endpoint) => [
      aBus,
      aQueue(endpoint, 'there'),
      aRule({
        EventPattern: { source: ['payments.test'] },
        Targets: [{ Id: 'a', Arn: 'arn:aws:sqs:us-east-2:000000000000:there' }],
      }),
    ],
  });
  const { createServer, connect } = await import('node:net');
  // The link: refused at first, then open.
  let carries = false;
  const link = createServer((socket) => {
    if (!carries) {
      socket.destroy();
      return;
    }
    const far = connect(peer.start.portBase + 1, peer.start.address);
    socket.pipe(far).pipe(socket);
    socket.on('error', () => far.destroy());
    far.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => link.listen(0, '127.0.0.1', resolve));
  const aws = { host: '127.0.0.1', port: (link.address() as { port: number }).port };
  try {
    await using rig = await aRegion({
      links: { 'us-east-2': { address: '127.0.0.12', aws, http: aws, postgres: aws } },
      resources: () => [
        aBus,
        aRule({
          EventPattern: { source: ['payments.test'] },
          Targets: [{ Id: 'a', Arn: 'arn:aws:events:us-east-2:000000000000:event-bus/bus-test' }],
        }),
      ],
    });
    const put = (n: number) =>
      new EventBridgeClient(rig.client).send(
        new PutEventsCommand({ Entries: [anEntry({ Detail: JSON.stringify({ n }) })] }),
      );
    await put(1);
    await put(2);
    await eventually(() => rig.logLines.find((line) => line.includes('delivery failed')));
    expect(await peer.events()).toEqual([]);
    carries = true;
    const crossed = await eventually(async () => {
      const events = await peer.events();
      return events.length === 2 ? events : undefined;
    });
    expect(crossed).toMatchObject([
      { detail: { n: 1 }, forwardedFrom: 'us-east-1' },
      { detail: { n: 2 }, forwardedFrom: 'us-east-1' },
    ]);
    const there = new SQSClient(peer.client);
    const { Messages = [] } = await there.send(
      new ReceiveMessageCommand({
        QueueUrl: `${peer.endpoint}/${account}/there`,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
      }),
    );
    expect(Messages.map(({ Body = '' }) => (JSON.parse(Body) as { region: string }).region)).toEqual([
      'us-east-1',
      'us-east-1',
    ]);
  } finally {
    link.close();
  }
});
