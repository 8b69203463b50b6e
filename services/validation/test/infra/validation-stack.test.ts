import { newApp, parseTopology } from '@redoubt/cdk-kit';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { validationInBothRegions } from '../../infra/both-regions.ts';
import { routes } from '../../src/api.ts';

const stacks = validationInBothRegions(newApp(), parseTopology('test', { environmentSuffix: 'test' }));
const template = Template.fromStack(stacks.primary);
const [primary, secondary] = [template, Template.fromStack(stacks.secondary)];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** Actions of a function's role, without network and log, and without the counting of what merchants send, which every door does. */
function actionsOf(roleId: RegExp): readonly string[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => roleId.test(id));
  return policies
    .flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement as readonly Statement[])
    .filter(({ Resource }) => JSON.stringify(Resource) !== '{"Ref":"PlatformLimitsTableArn"}')
    .flatMap(({ Action }) => Action)
    .filter((action) => !/^(ec2|logs):/.test(action))
    .sort();
}

test('takes payments at /v1/payments under the model that the handler uses', () => {
  template.hasResourceProperties('AWS::ApiGateway::Model', {
    Name: 'CreatePaymentRequest',
    Schema: Match.objectLike({ additionalProperties: false, required: ['merchant_id', 'amount_minor', 'currency'] }),
  });
  template.hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    RequestModels: { 'application/json': Match.anyValue() },
  });
});

test('every model stands by itself: API Gateway resolves no references', () => {
  const models = Object.values(template.findResources('AWS::ApiGateway::Model'));
  expect(models.map(({ Properties }) => Properties['Name']).sort()).toEqual([
    'ChangeSessionRequest',
    'CreatePaymentRequest',
    'CreateSessionRequest',
    'CreateValidationRequest',
    'SpecifiedPaymentRequest',
  ]);
  expect(JSON.stringify(models)).not.toMatch(/\$ref|"definitions"/);
});

test.each(['validation', 'payment/validate'])('is reached below /%s of both names', (ApiMappingKey) => {
  template.resourcePropertiesCountIs('AWS::ApiGatewayV2::ApiMapping', { ApiMappingKey }, 2);
});

describe('permissions', () => {
  test('taking a payment may read who is active, write the journal, look at settings, look at and add to the history, announce, and know a canary', () => {
    expect(actionsOf(/PostPayment/)).toEqual([
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
      'dynamodb:UpdateItem',
      'events:PutEvents',
      'secretsmanager:GetSecretValue',
    ]);
  });

  test.each([/PostValidation/, /PostSpecifiedValidation/])(
    '%s may use the table and sign, and can not journal',
    (fn) => {
      expect(actionsOf(fn)).toEqual([
        'dynamodb:GetItem',
        'dynamodb:GetItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
        'secretsmanager:GetSecretValue',
      ]);
    },
  );

  test('sessions are written by the functions that write them alone', () => {
    const toKnowKeys = 'secretsmanager:GetSecretValue';
    const toWrite = ['dynamodb:GetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', toKnowKeys];
    expect(actionsOf(/PostSession/)).toEqual(toWrite);
    expect(actionsOf(/ChangeSession/)).toEqual(toWrite);
    expect(actionsOf(/GetSession/)).toEqual(['dynamodb:GetItem', toKnowKeys]);
    expect(actionsOf(/SweepSessions/)).toEqual(['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:Scan']);
  });

  test('who may come in is known to merchants’ doors, and to no other function', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties,
    );
    const knowing = functions.filter(({ Environment }) => 'ACCESS_TABLE' in (Environment?.Variables ?? {}));
    const doors = Object.entries(routes).filter(([, { access }]) => typeof access === 'object');
    expect(knowing.map(({ FunctionName }) => FunctionName).sort()).toEqual(
      doors.map(([name]) => `validation-${name}-test`).sort(),
    );
  });

  test('the health check may nothing but what every function may', () => {
    expect(actionsOf(/GetHealth/)).toEqual(['dynamodb:GetItem']);
  });
});

test('every alarm names its runbook and notifies the topic', () => {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual([
    'validation-function-errors-test',
    'validation-function-throttles-test',
    'validation-api-5xx-test',
    'validation-api-latency-test',
    'validation-history-unanswered-test',
  ]);
  for (const { AlarmDescription, AlarmActions } of alarms) {
    expect(AlarmDescription).toMatch(/docs\/runbooks\/validation-.*\.md/);
    expect(AlarmActions).toHaveLength(1);
  }
});

test('both regions hold the same number of each kind but for what is made once, and nothing is kept when a stack goes', () => {
  const { 'AWS::DynamoDB::GlobalTable': tables, 'AWS::SecretsManager::Secret': secrets, ...rest } = kindsOf(primary);
  expect([tables, secrets]).toEqual([1, 1]);
  expect(kindsOf(secondary)).toEqual(rest);
  expect(stacks.secondary.dependencies).toContain(stacks.primary);
  expect(JSON.stringify([primary.toJSON(), secondary.toJSON()])).not.toContain('"Retain');
});

test('the table is an ordinary global one in both regions, and forgets what has expired', () => {
  primary.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    TableName: 'validation-table-test',
    MultiRegionConsistency: Match.absent(),
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
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

test('the secret of tokens is the same in both regions, and each function reads its own region’s copy', () => {
  primary.hasResourceProperties('AWS::SecretsManager::Secret', {
    Name: 'validation-token-secret-test',
    ReplicaRegions: [{ Region: 'us-east-2' }],
  });
  for (const [region, stack] of [
    ['us-east-1', primary],
    ['us-east-2', secondary],
  ] as const) {
    const functions = stack.findResources('AWS::Lambda::Function', {
      Properties: { FunctionName: 'validation-post-validation-test' },
    });
    expect(JSON.stringify(functions)).toMatch(
      new RegExp(`:secretsmanager:${region}:[^"]*:secret:validation-token-secret-test`),
    );
  }
});

test('no template says who is active', () => {
  expect(JSON.stringify(primary.toJSON())).not.toMatch(/activeRegion|ACTIVE_REGION/);
});

function kindsOf(stack: Template): Readonly<Record<string, number>> {
  const resources = Object.values(stack.toJSON()['Resources'] as Record<string, { readonly Type: string }>);
  return Object.fromEntries(
    Object.entries(Object.groupBy(resources, ({ Type }) => Type)).map(([type, all]) => [type, all?.length ?? 0]),
  );
}
