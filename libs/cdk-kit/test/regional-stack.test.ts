import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, test } from 'vitest';
import { newApp, RegionalStack, regionalStackOf } from '../src/index.ts';
import { aTopology } from './support/a-topology.ts';

test('a stack is named for what it holds, its seat and its environment', () => {
  const stack = new RegionalStack(newApp(), { topology: aTopology(), seat: 'secondary', component: 'validation' });
  expect([stack.stackName, stack.region, stack.peerRegion, stack.account]).toEqual([
    'validation-secondary-dev',
    'us-east-2',
    'us-east-1',
    '000000000000',
  ]);
});

test('RG3 every resource carries the tags, with the seat as its role', () => {
  const stack = new RegionalStack(newApp(), { topology: aTopology(), seat: 'secondary', component: 'validation' });
  new Queue(stack, 'Queue');
  Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', {
    Tags: [
      { Key: 'Application', Value: 'PaymentProcessor' },
      { Key: 'DR-Role', Value: 'secondary' },
      { Key: 'DR-Tier', Value: 'Critical' },
      { Key: 'Environment', Value: 'dev' },
      { Key: 'ManagedBy', Value: 'CDK' },
    ],
  });
});

test('three zones are given, so that synthesis asks no account', () => {
  const stack = new RegionalStack(newApp(), { topology: aTopology(), seat: 'primary', component: 'validation' });
  expect(stack.availabilityZones).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
});

test('a construct outside of a regional stack is refused by its path', () => {
  const stack = new Stack(new App(), 'Elsewhere');
  expect(() => regionalStackOf(stack)).toThrow(/Elsewhere must be in a RegionalStack/);
});
