import { CloudWatchClient, GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { ServiceModule } from '../../../src/engines/service-module.ts';
import {
  account,
  aFunction,
  aQueue,
  aRegion,
  eventually,
  functionArn,
  queueArn,
  type RigResource,
} from '../../processes/region/region-rig.ts';

const TopicArn = 'arn:aws:sns:us-east-1:000000000000:alarms';
const aTopic: RigResource = { type: 'AWS::SNS::Topic', physicalId: TopicArn, properties: { TopicName: 'alarms' } };
const aSubscription = (Protocol: string, Endpoint: string): RigResource => ({
  type: 'AWS::SNS::Subscription',
  physicalId: `${TopicArn}:${Protocol}`,
  properties: { TopicArn, Protocol, Endpoint },
});

test('a message reaches queues and functions, and the log in place of people', async () => {
  await using rig = await aRegion({
    resources: (endpoint) => [
      aTopic,
      aQueue(endpoint, 'told'),
      aFunction('listener'),
      aSubscription('sqs', queueArn('told')),
      aSubscription('lambda', functionArn('listener')),
      aSubscription('email', 'ops@redoubt.example'),
    ],
    functions: {
      listener: `export const handler = async ({ Records }) => console.log('got ' + Records[0].Sns.Message);`,
    },
  });
  const { MessageId } = await new SNSClient(rig.client).send(
    new PublishCommand({ TopicArn, Subject: 'Failover', Message: 'us-east-2 & <go>' }),
  );
  const { Messages = [] } = await new SQSClient(rig.client).send(
    new ReceiveMessageCommand({ QueueUrl: `${rig.endpoint}/${account}/told`, WaitTimeSeconds: 2 }),
  );
  expect(JSON.parse(Messages[0]?.Body ?? '')).toMatchObject({
    Type: 'Notification',
    MessageId,
    TopicArn,
    Subject: 'Failover',
    Message: 'us-east-2 & <go>',
  });
  await eventually(() => rig.logLines.find((line) => line.includes('got us-east-2')));
  const mail = rig.logLines.find((line) => line.includes('message for email'));
  expect(mail).toContain('Failover');
  expect(mail).not.toContain('ops@');
});

test.each<[string, object, string]>([
  ['an unknown topic', { TopicArn: `${TopicArn}-none`, Message: 'x' }, 'NotFoundException'],
  ['an empty message', { TopicArn, Message: '' }, 'InvalidParameterException'],
  ['a subject over 100 characters', { TopicArn, Subject: 'x'.repeat(101), Message: 'x' }, 'InvalidParameterException'],
  ['a subject with a line break', { TopicArn, Subject: 'a\nb', Message: 'x' }, 'InvalidParameterException'],
  [
    'message attributes, which are not simulated',
    { TopicArn, Message: 'x', MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } },
    'InvalidParameterException',
  ],
])('%s is refused', async (_, input, name) => {
  await using rig = await aRegion({ resources: () => [aTopic] });
  await expect(
    new SNSClient(rig.client).send(new PublishCommand(input as { TopicArn: string; Message: string })),
  ).rejects.toMatchObject({ name });
});

test('a subscription of another protocol fails the deployment', async () => {
  await expect(aRegion({ resources: () => [aTopic, aSubscription('firehose', 'arn:x')] })).rejects.toThrow(
    /protocol firehose is not simulated/,
  );
});

const lag: ServiceModule = {
  service: 'lag',
  resourceTypes: [],
  deploy: async () => {},
  handle: async () => ({ status: 200, headers: {}, body: '' }),
  stop: async () => {},
  metric: ({ namespace, name, dimensions }) =>
    namespace === 'AWS/RDS' && name === 'Lag' && dimensions['Cluster'] === 'c' ? 42 : undefined,
};

test('a metric that a service has can be read, another has no points', async () => {
  await using rig = await aRegion({ resources: () => [], dataModules: [lag] });
  const query = (Id: string, MetricName: string) => ({
    Id,
    MetricStat: {
      Metric: { Namespace: 'AWS/RDS', MetricName, Dimensions: [{ Name: 'Cluster', Value: 'c' }] },
      Period: 60,
      Stat: 'Maximum',
    },
  });
  const answer = await new CloudWatchClient(rig.client).send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 60_000),
      EndTime: new Date(),
      MetricDataQueries: [query('a', 'Lag'), query('b', 'Other')],
    }),
  );
  expect(answer.MetricDataResults).toMatchObject([
    { Id: 'a', Values: [42] },
    { Id: 'b', Values: [] },
  ]);
});

test('metrics of ours are taken, those under a name of AWS are not', async () => {
  await using rig = await aRegion({ resources: () => [] });
  const cloudWatch = new CloudWatchClient(rig.client);
  const put = (Namespace: string) =>
    cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'LedgerDrift', Value: 0 }] }));
  await put('Redoubt');
  expect(rig.logLines.some((line) => line.includes('Redoubt LedgerDrift'))).toBe(true);
  await expect(put('AWS/RDS')).rejects.toThrow(/does not begin with AWS/);
});
