import { newApp, parseTopology } from '@redoubt/cdk-kit';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { notificationsInBothRegions } from '../../infra/both-regions.ts';
import { routes } from '../../src/api.ts';
import { paymentEventTypes } from '../../src/domain/payment-event.ts';

const stacks = notificationsInBothRegions(newApp(), parseTopology('test', { environmentSuffix: 'test' }));
const [primary, secondary] = [Template.fromStack(stacks.primary), Template.fromStack(stacks.secondary)];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Actions of a function's role, without network and log, and without the counting of what merchants send, which every door does. */
function actionsOf(roleId: RegExp): readonly string[] {
  const policies = Object.entries(primary.findResources('AWS::IAM::Policy')).filter(([id]) => roleId.test(id));
  const actions = policies
    .flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement as readonly Statement[])
    .filter(({ Resource }) => JSON.stringify(Resource) !== '{"Ref":"PlatformLimitsTableArn"}')
    .flatMap(({ Action }) => Action)
    .filter((action) => !/^(ec2|logs|sqs):/.test(action));
  return [...new Set(actions)].sort();
}

describe('the table', () => {
  test('is an ordinary global one in both regions, encrypted, with point-in-time recovery', () => {
    primary.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TableName: 'notifications-table-test',
      MultiRegionConsistency: Match.absent(),
      Replicas: Match.arrayWith([
        Match.objectLike({
          Region: 'us-east-2',
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          Tags: Match.arrayWith([{ Key: 'DR-Role', Value: 'secondary' }]),
        }),
      ]),
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
  });

  test('FO4: endpoints are in a table of their own, strongly consistent over three regions, without time to live', () => {
    primary.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TableName: 'endpoint-table-test',
      MultiRegionConsistency: 'STRONG',
      GlobalTableWitnesses: [{ Region: 'us-west-2' }],
      TimeToLiveSpecification: Match.absent(),
    });
  });

  test('is made by the primary’s stack alone', () => {
    primary.resourceCountIs('AWS::DynamoDB::GlobalTable', 2);
    secondary.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    expect(stacks.secondary.dependencies).toContain(stacks.primary);
  });
});

test.each([
  ['us-east-1', secondary],
  ['us-east-2', primary],
])('FO4: keeps what %s announces, a minute later', (region, template) => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: { 'detail-type': paymentEventTypes.map(({ name }) => name), detail: { originregion: [region] } },
  });
  template.hasResourceProperties('AWS::SQS::Queue', {
    QueueName: 'notifications-peer-outcomes-queue-test',
    DelaySeconds: 60,
  });
});

test('publishes its recovery hook', () => {
  primary.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/payment/test/services/notifications/recovery/recover',
  });
});

test.each([
  ['us-east-1', primary],
  ['us-east-2', secondary],
])('delivers events of its own region: %s', (region, template) => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['payments.transactions'],
      'detail-type': paymentEventTypes.map(({ name }) => name),
      detail: { originregion: [region] },
    },
  });
});

test('gives a batch back message by message', () => {
  primary.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

test('a function asks for keys behind each route, and behind nothing else', () => {
  const functions = Object.values(primary.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
  const asking = functions
    .filter(({ Environment }) => 'ACCESS_TABLE' in Environment.Variables)
    .map(({ FunctionName }) => FunctionName);
  expect(asking.sort()).toEqual(
    Object.keys(routes)
      .map((name) => `notifications-${name}-test`)
      .sort(),
  );
});

test('each function may do what it does and no more', () => {
  // Keys are looked up in the table of access, and compared under its peppers.
  const reading = ['dynamodb:GetItem', 'dynamodb:Query', 'secretsmanager:GetSecretValue'];
  expect(actionsOf(/PostEndpointRole/)).toEqual([
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'secretsmanager:GetSecretValue',
  ]);
  expect(actionsOf(/GetEndpoints/)).toEqual(reading);
  expect(actionsOf(/GetEndpointEvents/)).toEqual(reading);
  expect(actionsOf(/PostRecovery/)).toEqual([
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'secretsmanager:GetSecretValue',
  ]);
  expect(actionsOf(/PostSecret/)).toEqual(['dynamodb:GetItem', 'dynamodb:UpdateItem', 'secretsmanager:GetSecretValue']);
  expect(actionsOf(/PostEndpointTest/)).toEqual(['dynamodb:GetItem', 'secretsmanager:GetSecretValue']);
  expect(actionsOf(/^RecoverRole/)).toEqual(['dynamodb:GetItem', 'dynamodb:Query', 'events:PutEvents']);
  expect(actionsOf(/TakePeerEvents/)).toEqual(actionsOf(/DeliverPaymentEvents/));
  expect(actionsOf(/GetDeliveries/)).toEqual(reading);
  expect(actionsOf(/DeliverPaymentEvents/)).toEqual([
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'events:PutEvents',
    'secretsmanager:GetSecretValue',
  ]);
  // An endpoint is paused by a put and a delete.
  for (const repeating of [/PostRetry/, /PostSpecifiedNotification/]) {
    expect(actionsOf(repeating)).toEqual([
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'events:PutEvents',
      'secretsmanager:GetSecretValue',
    ]);
  }
});

test('11 C: one function writes to people, by the region’s own identity and to no topic', () => {
  for (const template of [primary, secondary]) {
    const writing = Object.entries(template.findResources('AWS::IAM::Policy')).flatMap(([id, { Properties }]) =>
      (Properties.PolicyDocument.Statement as readonly (Statement & { readonly Effect: string })[])
        .filter(({ Action }) => [Action].flat().some((action) => /^(ses|sns):/.test(action)))
        .map(({ Effect, Action, Resource }) => ({ id, Effect, Action, Resource })),
    );
    expect(writing.map(({ id }) => id).every((id) => id.startsWith('SendWaitingRole'))).toBe(true);
    expect(writing.map(({ Effect, Action }) => [Effect, Action])).toEqual([
      ['Allow', 'ses:SendEmail'],
      ['Allow', 'sns:Publish'],
      ['Deny', 'sns:Publish'],
    ]);
    expect(writing[0]?.Resource).toHaveLength(2);
    expect([writing[1]?.Resource, writing[2]?.Resource]).toEqual(['*', 'arn:aws:sns:*:*:*']);
  }
});

test.each([
  ['us-east-1', primary],
  ['us-east-2', secondary],
])('11 C: %s has an identity of its own, its records, and tells of bounces and complaints', (_, template) => {
  template.hasResourceProperties('AWS::SES::EmailIdentity', {
    EmailIdentity: 'test.redoubt.example',
    ConfigurationSetAttributes: { ConfigurationSetName: 'notifications-mail-set-test' },
  });
  template.resourceCountIs('AWS::Route53::RecordSet', 3);
  template.hasResourceProperties('AWS::SES::ConfigurationSet', {
    Name: 'notifications-mail-set-test',
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
  template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
    EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.ses'],
      detail: { mail: { tags: { 'ses:configuration-set': ['notifications-mail-set-test'] } } },
    },
  });
});

test('webhooks to private addresses: who sends stands in the sending subnets, nobody else does', () => {
  const functions = Object.values(primary.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
  const sending = functions
    .filter(({ VpcConfig }) => JSON.stringify(VpcConfig).includes('SenderSubnetIds'))
    .map(({ FunctionName }) => FunctionName);
  expect(sending.sort()).toEqual([
    'notifications-deliver-payment-events-test',
    'notifications-post-endpoint-test-test',
    'notifications-post-retry-test',
    'notifications-post-specified-notification-test',
    'notifications-send-waiting-test',
    'notifications-take-peer-events-test',
  ]);
});

test('11 C: what waits is looked for every minute, in either region, by a loop that outlasts it', () => {
  for (const template of [primary, secondary]) {
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'notifications-send-waiting-schedule-test',
      ScheduleExpression: 'rate(1 minute)',
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'notifications-send-waiting-test',
      Timeout: 85,
    });
  }
});

test('every alarm names its runbook and notifies the topic', () => {
  const alarms = Object.values(primary.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual([
    'notifications-api-5xx-test',
    'notifications-api-latency-test',
    'notifications-channel-failures-test',
    'notifications-dead-letters-test',
    'notifications-function-errors-test',
    'notifications-function-throttles-test',
    'notifications-lane-delay-test',
    'notifications-mail-bounces-test',
    'notifications-mail-complaints-test',
    'notifications-peer-dead-letters-test',
    'notifications-peer-queue-age-test',
    'notifications-queue-age-test',
  ]);
  for (const { AlarmDescription, AlarmActions } of alarms) {
    expect(AlarmDescription).toMatch(/docs\/runbooks\/notifications-.*\.md/);
    expect(AlarmActions).toHaveLength(1);
  }
});

test('the regions differ in nothing but the tables, and nothing is kept when a stack goes', () => {
  const { 'AWS::DynamoDB::GlobalTable': _, ...kinds } = kindsOf(primary);
  expect(kindsOf(secondary)).toEqual(kinds);
  expect(JSON.stringify([primary.toJSON(), secondary.toJSON()])).not.toContain('"Retain');
});

function kindsOf(stack: Template): Readonly<Record<string, number>> {
  const resources = Object.values(stack.toJSON()['Resources'] as Record<string, { readonly Type: string }>);
  const groups = Object.entries(Object.groupBy(resources, ({ Type }) => Type));
  return Object.fromEntries(groups.map(([type, all]) => [type, all?.length ?? 0]));
}
