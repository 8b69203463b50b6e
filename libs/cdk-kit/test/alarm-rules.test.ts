import { describe, expect, test } from 'vitest';
import { type SynthesizedResource, templateFaults } from '../src/index.ts';
import { regionTags } from '../src/regional-stack.ts';
import { publishedMetrics } from '../src/template-rules/published-metrics.ts';
import { aTopology } from './support/a-topology.ts';

const topology = aTopology();
const Tags = Object.entries(regionTags(topology, 'primary')).map(([Key, Value]) => ({ Key, Value }));

type Dimensions = Readonly<Record<string, unknown>>;

function metricOf(Namespace: string, MetricName: string, dimensions: Dimensions) {
  return { Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) };
}

/** Faults of a template in us-east-1 that holds one alarm. */
function faultsOf(properties: Readonly<Record<string, unknown>>, region = 'us-east-1'): readonly string[] {
  const alarm: SynthesizedResource = {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { AlarmName: 'planted-dev', Tags, ...properties },
  };
  const peerRegion = region === 'us-east-1' ? 'us-east-2' : 'us-east-1';
  return templateFaults({ Resources: { Alarm: alarm } }, { topology, region, peerRegion }).map(
    ({ rule, message }) => `${rule}: ${message}`,
  );
}

const east = 'archive-bucket-000000000000-us-east-1-dev';
const central = 'archive-bucket-000000000000-us-east-2-dev';
const lag = 'AuroraGlobalDBReplicationLag';

describe('DB5 an alarm that can not ring is found', () => {
  test.each<[string, string, string, Dimensions, string]>([
    [
      'on S3 replication, in the region of the source',
      'AWS/S3',
      'ReplicationLatency',
      { SourceBucket: east, DestinationBucket: central, RuleId: 'archive' },
      'S3 publishes it in the region of the destination',
    ],
    [
      'on S3 replication whose target is a resource of the template and whose source is here',
      'AWS/S3',
      'ReplicationLatency',
      { SourceBucket: east, DestinationBucket: { Ref: 'Bucket' }, RuleId: 'archive' },
      'S3 publishes it in the region of the destination',
    ],
    [
      'on S3 replication without its rule',
      'AWS/S3',
      'ReplicationLatency',
      { SourceBucket: central, DestinationBucket: east },
      'is published under DestinationBucket, RuleId, SourceBucket, got DestinationBucket, SourceBucket',
    ],
    [
      'on the lag of a replica without its source',
      'AWS/RDS',
      lag,
      { DBClusterIdentifier: 'ledger-cluster-dev' },
      'is published under DBClusterIdentifier, SourceRegion, got DBClusterIdentifier',
    ],
    [
      'on the lag of a replica behind its own region',
      'AWS/RDS',
      lag,
      { DBClusterIdentifier: 'ledger-cluster-dev', SourceRegion: 'us-east-1' },
      'with SourceRegion us-east-2, got us-east-1',
    ],
    [
      'on a metric that nobody has looked up',
      'AWS/Lambda',
      'Failures',
      { FunctionName: 'validation-post-payment-dev' },
      'AWS/Lambda Failures is not in published-metrics.ts',
    ],
    [
      'on a queue by its ARN',
      'AWS/SQS',
      'ApproximateAgeOfOldestMessage',
      { QueueArn: 'arn:aws:sqs:us-east-1:000000000000:payments-queue-dev' },
      'is published under QueueName, got QueueArn',
    ],
  ])('%s', (_, namespace, name, dimensions, message) => {
    const found = faultsOf(metricOf(namespace, name, dimensions));
    expect(found).toEqual([expect.stringMatching(/^published-metric: /)]);
    expect(found[0]).toContain(message);
  });

  test('on a health check, anywhere but in us-east-1', () => {
    const metric = metricOf('AWS/Route53', 'HealthCheckStatus', { HealthCheckId: { Ref: 'Check' } });
    expect(faultsOf(metric)).toEqual([]);
    expect(faultsOf(metric, 'us-east-2')).toEqual([expect.stringContaining('Route 53 publishes in us-east-1 alone')]);
  });

  test('inside of an expression too', () => {
    const Metric = metricOf('AWS/RDS', lag, { DBClusterIdentifier: 'ledger-cluster-dev' });
    const Metrics = [
      { Id: 'sum', Expression: 'FILL(lag, 0)' },
      { Id: 'lag', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } },
    ];
    expect(faultsOf({ Metrics })).toEqual([
      expect.stringContaining('is published under DBClusterIdentifier, SourceRegion'),
    ]);
  });

  test('for want of FILL: one part without a value silences the sum of all', () => {
    const errorsOf = (FunctionName: string) => ({
      Metric: metricOf('AWS/Lambda', 'Errors', { FunctionName }),
      Period: 60,
      Stat: 'Sum',
    });
    const withExpression = (Expression: string) => ({
      Metrics: [
        { Id: 'sum', Expression },
        { Id: 'errors1', MetricStat: errorsOf('validation-post-payment-dev') },
        { Id: 'errors10', MetricStat: errorsOf('validation-get-health-dev') },
      ],
    });
    expect(faultsOf(withExpression('FILL(errors1, 0) + FILL(errors10, 0)'))).toEqual([]);
    expect(faultsOf(withExpression('errors1 + FILL(errors10, 0)'))).toEqual([
      expect.stringMatching(/^sparse-expression: errors1 may have no value in a period/),
    ]);
  });
});

test.each<[string, string, string, Dimensions]>([
  [
    'S3 replication in the region of the destination',
    'AWS/S3',
    'ReplicationLatency',
    { SourceBucket: central, DestinationBucket: east, RuleId: 'archive' },
  ],
  [
    'the lag of this region behind the other one',
    'AWS/RDS',
    lag,
    { DBClusterIdentifier: 'ledger-cluster-dev', SourceRegion: 'us-east-2' },
  ],
  [
    'a queue by its name',
    'AWS/SQS',
    'ApproximateAgeOfOldestMessage',
    { QueueName: { 'Fn::GetAtt': ['Queue', 'QueueName'] } },
  ],
  ['a metric that functions report themselves', 'Redoubt', 'UnbookedCommands', { service: 'transactions' }],
])('an alarm on %s breaks no rule', (_, namespace, name, dimensions) => {
  expect(faultsOf(metricOf(namespace, name, dimensions))).toEqual([]);
});

test('every family of metrics names the page that says so', () => {
  expect(
    publishedMetrics.filter(({ source }) => !/^https:\/\/(docs\.aws\.amazon|awsauroralabsmy)\.com\/./.test(source)),
  ).toEqual([]);
});
