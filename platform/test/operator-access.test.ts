import { newApp, parseTopology, type TopologyInput } from '@redoubt/cdk-kit';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { PlatformStack } from '../src/platform-stack.ts';
import { platformTemplates } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

const names = ['observer-role-dev', 'operator-role-dev', 'approver-role-dev'];
const root = 'arn:aws:iam::000000000000:root';
const ofUsers = {
  Bool: { 'aws:MultiFactorAuthPresent': 'true' },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
  StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
};

function trustOf(template: Template, RoleName: string): unknown {
  const [found] = Object.values(template.findResources('AWS::IAM::Role', { Properties: { RoleName } }));
  return found?.['Properties'].AssumeRolePolicyDocument.Statement;
}

const withOperators = (operators: TopologyInput['operators']): Template =>
  Template.fromStack(new PlatformStack(newApp(), { topology: parseTopology('test', { operators }), seat: 'primary' }));

test.each(names)('by default %s is for users of the account with a second factor, under their own name', (name) => {
  expect(trustOf(templates.primary, name)).toEqual([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: root }, Condition: ofUsers },
  ]);
});

test.each(names)('%s may do nothing by itself: services attach what it may invoke', (name) => {
  const [role] = Object.values(templates.primary.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }));
  expect(role?.['Properties']).not.toHaveProperty('Policies');
  expect(role?.['Properties']).not.toHaveProperty('ManagedPolicyArns');
});

test('the roles are made once: IAM is one for both regions', () => {
  for (const RoleName of names) templates.secondary.resourcePropertiesCountIs('AWS::IAM::Role', { RoleName }, 0);
});

test('who is named may assume a role and nobody else: users with a second factor, roles as their provider has let them in', () => {
  const user = 'arn:aws:iam::000000000000:user/ann';
  const role = 'arn:aws:iam::000000000000:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_OnCall_0123456789abcdef';
  const template = withOperators({ operator: [user, role] });
  const allow = { Effect: 'Allow', Action: 'sts:AssumeRole' };
  expect(trustOf(template, 'operator-role-dev')).toEqual([
    { ...allow, Principal: { AWS: user }, Condition: ofUsers },
    { ...allow, Principal: { AWS: role } },
  ]);
  expect(trustOf(template, 'approver-role-dev')).toEqual([{ ...allow, Principal: { AWS: root }, Condition: ofUsers }]);
});
