import { newApp, parseTopology } from '@redoubt/cdk-kit';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { ValidationStack } from '../../infra/validation-stack.ts';

const topology = parseTopology('test', { environmentSuffix: 'test' });
const app = newApp();
const stacks = {
  primary: new ValidationStack(app, { topology, seat: 'primary' }),
  secondary: new ValidationStack(app, { topology, seat: 'secondary' }),
};
const template = Template.fromStack(stacks.primary);
const [primary, secondary] = [template, Template.fromStack(stacks.secondary)];

interface Statement {
  readonly Action: string | readonly string[];
}

/** What the role of a function may do beyond standing in its subnets and writing its log. */
function actionsOf(roleId: RegExp): readonly string[] {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => roleId.test(id));
  return policies
    .flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement as readonly Statement[])
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

test('is reached below /validation of both names', () => {
  template.resourcePropertiesCountIs('AWS::ApiGateway::BasePathMapping', { BasePath: 'validation' }, 2);
});

describe('permissions', () => {
  test('taking a payment may read who is active, write the journal and announce', () => {
    expect(actionsOf(/PostPayment/)).toEqual([
      'dynamodb:GetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'events:PutEvents',
    ]);
  });

  test('the health check may nothing but what every function may', () => {
    expect(actionsOf(/GetHealth/)).toEqual(['dynamodb:GetItem']);
  });
});

test('every alarm names its runbook and tells the topic', () => {
  const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual([
    'validation-function-errors-test',
    'validation-api-5xx-test',
  ]);
  for (const { AlarmDescription, AlarmActions } of alarms) {
    expect(AlarmDescription).toMatch(/docs\/runbooks\/validation-.*\.md/);
    expect(AlarmActions).toHaveLength(1);
  }
});

test('both regions hold the same number of each kind, and nothing is kept when a stack goes', () => {
  expect(kindsOf(secondary)).toEqual(kindsOf(primary));
  expect(JSON.stringify([primary.toJSON(), secondary.toJSON()])).not.toContain('"Retain');
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
