import { existsSync } from 'node:fs';
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

const alarmsOf = (seat: (typeof seats)[number]) =>
  Object.values(templates[seat].findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

test('DB5 both regions have the same alarms: a promoted cluster must not be unwatched', () => {
  const names = (seat: (typeof seats)[number]) => alarmsOf(seat).map(({ AlarmName }) => AlarmName);
  expect(names('secondary')).toEqual(names('primary'));
});

test.each([
  ['primary', 'us-east-2'],
  ['secondary', 'us-east-1'],
] as const)(
  'DB5 the %s warns of a lag behind %s over 1 s for five minutes, and rings at once over 60 s',
  (seat, source) => {
    for (const [name, Threshold, EvaluationPeriods] of [
      ['warning', 1_000, 5],
      ['critical', 60_000, 1],
    ] as const) {
      templates[seat].hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `ledger-lag-${name}-dev`,
        MetricName: 'AuroraGlobalDBReplicationLag',
        Dimensions: [
          { Name: 'DBClusterIdentifier', Value: 'ledger-cluster-dev' },
          { Name: 'SourceRegion', Value: source },
        ],
        Threshold,
        EvaluationPeriods,
      });
    }
  },
);

test.each(seats)('DB5 a lag that the %s stops reporting raises an alarm: silence is not health', (seat) => {
  templates[seat].hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'ledger-lag-critical-dev',
    TreatMissingData: 'missing',
    InsufficientDataActions: [Match.anyValue()],
  });
});

test.each(seats)('DB5 the %s watches the ledger’s connections and load', (seat) => {
  templates[seat].hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'DatabaseConnections',
    Threshold: 1_600,
  });
  templates[seat].hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'CPUUtilization', Threshold: 80 });
});

test.each([
  ['primary', 'us-east-2', 'us-east-1'],
  ['secondary', 'us-east-1', 'us-east-2'],
] as const)('ST1 the %s watches the copies that arrive from %s: S3 reports where they arrive', (seat, from, to) => {
  templates[seat].hasResourceProperties('AWS::CloudWatch::Alarm', {
    AlarmName: 'archive-lag-dev',
    Dimensions: [
      { Name: 'DestinationBucket', Value: `archive-bucket-000000000000-${to}-dev` },
      { Name: 'RuleId', Value: 'archive' },
      { Name: 'SourceBucket', Value: `archive-bucket-000000000000-${from}-dev` },
    ],
    TreatMissingData: 'ignore',
  });
});

test.each(seats)('MN1 the %s watches its tables for throttling, in one alarm over all', (seat) => {
  const tables = alarmsOf(seat)
    .filter(({ AlarmName }) => AlarmName === 'tables-throttled-dev')
    .flatMap(({ Metrics }) => Metrics as { MetricStat?: { Metric: { Dimensions: { Value: string }[] } } }[])
    .flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? [])
    .map(({ Value }) => Value);
  expect([...new Set(tables)].sort()).toEqual([
    'access-table-dev',
    'journal-table-dev',
    'region-state-table-dev',
    'session-table-dev',
    'settings-table-dev',
  ]);
});

test.each(seats)('MN2 every alarm of the %s tells the topic when it rings and when it stops', (seat) => {
  for (const { AlarmActions, OKActions } of alarmsOf(seat)) {
    expect(AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmTopic/) }]);
    expect(OKActions).toEqual(AlarmActions);
  }
});

test('every alarm has its runbook', () => {
  for (const { AlarmName, AlarmDescription } of alarmsOf('primary')) {
    const runbook = `docs/runbooks/${String(AlarmName).replace(/-dev$/, '')}.md`;
    expect(AlarmDescription).toContain(`Runbook: ${runbook}`);
    expect(existsSync(new URL(`../../${runbook}`, import.meta.url)), runbook).toBe(true);
  }
});

test('MN2 addresses of the topology are subscribed by e-mail, to a topic that is encrypted', async () => {
  const { primary, secondary } = await platformTemplates('protected');
  for (const template of [primary, secondary]) {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'payments-on-call@redoubt.example',
    });
    template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
    });
  }
});

test.each(seats)(
  'MN2 CloudWatch may use the key of the topic in the %s: without it alarms would vanish silently',
  (seat) => {
    templates[seat].hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          }),
        ]),
      },
    });
  },
);
