import { newApp, parseTopology } from '@redoubt/cdk-kit';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { merchantsInBothRegions } from '../../infra/both-regions.ts';

const stacks = merchantsInBothRegions(newApp(), parseTopology('test', { environmentSuffix: 'test' }));
const [primary, secondary] = [Template.fromStack(stacks.primary), Template.fromStack(stacks.secondary)];

interface Statement {
  readonly Action: string | readonly string[];
}

/** Actions of a function's role, without network and log. */
function actionsOf(roleId: RegExp): readonly string[] {
  const policies = Object.entries(primary.findResources('AWS::IAM::Policy')).filter(([id]) => roleId.test(id));
  const actions = policies
    .flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement as readonly Statement[])
    .flatMap(({ Action }) => Action)
    .filter((action) => !/^(ec2|logs):/.test(action));
  return [...new Set(actions)].sort();
}

const reading = ['dynamodb:GetItem'];
const changing = ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'events:PutEvents'];
const making = [...changing, 'dynamodb:DeleteItem', 'secretsmanager:GetSecretValue'].sort();

test.each([
  [/^PostMerchantRole/, changing],
  [/^PostLimitRole/, changing],
  [/^PostClosureRole/, changing],
  [/^PostRevocationRole/, changing],
  [/^PostKeyRole/, making],
  [/^PostRollRole/, making],
  [/^GetMerchantRole/, reading],
  [/^GetKeysRole/, reading],
  // It reads the region state as every function does.
  [/^GetMerchantsRole/, ['dynamodb:GetItem', 'dynamodb:Scan']],
  [
    /^SweepChangesRole/,
    ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:UpdateItem', 'events:PutEvents'],
  ],
])('each function may do what it does and no more: %s', (role, actions) => {
  expect(actionsOf(role)).toEqual(actions);
});

test('the peppers are given to the two functions that make keys, and to no other', () => {
  const functions = Object.values(primary.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
  const having = functions.filter(({ Environment }) => 'ACCESS_PEPPERS_SECRET_ARN' in (Environment?.Variables ?? {}));
  expect(having.map(({ FunctionName }) => FunctionName).sort()).toEqual([
    'merchants-post-key-test',
    'merchants-post-roll-test',
  ]);
});

test('every alarm names its runbook and notifies the topic', () => {
  const alarms = Object.values(primary.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
  expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual([
    'merchants-api-5xx-test',
    'merchants-api-latency-test',
    'merchants-function-errors-test',
    'merchants-unfinished-changes-test',
  ]);
  for (const { AlarmDescription, AlarmActions } of alarms) {
    expect(AlarmDescription).toMatch(/docs\/runbooks\/merchants-.*\.md/);
    expect(AlarmActions).toHaveLength(1);
  }
});

test('what broke off is looked for every five minutes', () => {
  for (const template of [primary, secondary])
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'merchants-sweep-changes-schedule-test',
      ScheduleExpression: 'rate(5 minutes)',
    });
});

test('the regions have the same kinds of resources, and nothing is kept when a stack goes', () => {
  expect(kindsOf(secondary)).toEqual(kindsOf(primary));
  expect(JSON.stringify([primary.toJSON(), secondary.toJSON()])).not.toContain('"Retain');
});

function kindsOf(stack: Template): Readonly<Record<string, number>> {
  const resources = Object.values(stack.toJSON()['Resources'] as Record<string, { readonly Type: string }>);
  const groups = Object.entries(Object.groupBy(resources, ({ Type }) => Type));
  return Object.fromEntries(groups.map(([type, all]) => [type, all?.length ?? 0]));
}
