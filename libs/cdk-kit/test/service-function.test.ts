import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { newApp, RegionalStack, ServiceFunction } from '../src/index.ts';
import { aFunction, allowedActions, aServiceTemplate, inBundledProject } from './support/a-service-stack.ts';
import { aTopology } from './support/a-topology.ts';

const ofEveryFunction = ['dynamodb:GetItem', 'logs:CreateLogStream', 'logs:PutLogEvents'];

let template: Template;
beforeAll(async () => {
  template = await aServiceTemplate();
});

test('CP1 a function runs Node 24 on arm64 from its bundle', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'validation-post-payment-dev',
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Environment: { Variables: { SERVICE_NAME: 'validation', ENVIRONMENT_SUFFIX: 'dev' } },
  });
});

test('CP2 a function stands in the private subnets that platform publishes', () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    VpcConfig: {
      SubnetIds: { 'Fn::Split': [',', { Ref: 'PlatformPrivateSubnetIds' }] },
      SecurityGroupIds: [{ Ref: 'PlatformFunctionSecurityGroupId' }],
    },
  });
  template.hasParameter('PlatformPrivateSubnetIds', {
    Type: 'AWS::SSM::Parameter::Value<String>',
    Default: '/payment/dev/network/private-subnet-ids',
  });
});

test('webhooks to private addresses: a function that sends to strangers stands apart from the others', async () => {
  const sending = await aServiceTemplate((stack) => aFunction(stack, { name: 'send', sendsToStrangers: true }));
  sending.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'validation-send-dev',
    VpcConfig: {
      SubnetIds: { 'Fn::Split': [',', { Ref: 'PlatformSenderSubnetIds' }] },
      SecurityGroupIds: [{ Ref: 'PlatformSenderSecurityGroupId' }],
    },
  });
});

test('CP2 a new function may write its own log and read the region state, nothing else', () => {
  expect(allowedActions(template)).toEqual(ofEveryFunction);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'dynamodb:GetItem',
          Resource: { Ref: 'PlatformRegionStateTableArn' },
        }),
      ]),
    },
  });
});

test('who lets merchants in may look their keys up, and count what they send in its own region’s table', async () => {
  const door = await aServiceTemplate((stack) => aFunction(stack, { name: 'door' }).grantAccess());
  door.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'validation-door-dev',
    Environment: {
      Variables: {
        ACCESS_TABLE: { Ref: 'PlatformAccessTableName' },
        ACCESS_PEPPERS_SECRET_ARN: { Ref: 'PlatformAccessPeppersSecretArn' },
        LIMITS_TABLE: { Ref: 'PlatformLimitsTableName' },
      },
    },
  });
  door.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: 'dynamodb:GetItem',
          Resource: Match.arrayWith([{ Ref: 'PlatformAccessTableArn' }]),
        }),
        Match.objectLike({
          Action: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
          Resource: { Ref: 'PlatformLimitsTableArn' },
        }),
      ]),
    },
  });
});

test('CP2 the code of a function may not use the network permissions that Lambda needs', () => {
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: 'us-east-1-validation-function-network-dev',
    Roles: [{ Ref: Match.stringLikeRegexp('^PostPaymentRole') }],
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Sid: 'NetworkInterfacesNotForCode',
          Condition: {
            ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:000000000000:function:*' },
          },
        }),
      ]),
    },
  });
});

test('CP2 the functions of a stack share one grant of the network', async () => {
  const template = await aServiceTemplate((stack) => {
    const props = { service: 'validation', name: 'probe', handler: 'post-payment', description: 'Probes' } as const;
    new ServiceFunction(stack, 'Probe', props);
  });
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
  template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [Match.anyValue(), Match.anyValue()] });
});

test('CP6 a log is kept for seven days', () => {
  template.hasResource('AWS::Logs::LogGroup', {
    Properties: { LogGroupName: '/aws/lambda/validation-post-payment-dev', RetentionInDays: 7 },
    DeletionPolicy: 'Delete',
  });
});

test('each grant adds the actions it is for', async () => {
  const granted = async (grant: Parameters<typeof aServiceTemplate>[0]) => {
    const left = [...ofEveryFunction];
    return allowedActions(await aServiceTemplate(grant)).filter((action) => {
      const index = left.indexOf(action);
      if (index >= 0) left.splice(index, 1);
      return index < 0;
    });
  };
  expect(await granted((_, fn) => fn.grantJournal('write'))).toEqual([
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
  ]);
  expect(await granted((_, fn) => fn.grantJournal('read'))).toEqual([
    'dynamodb:BatchGetItem',
    'dynamodb:GetItem',
    'dynamodb:Query',
  ]);
  // The key's item, and the buckets of its merchant.
  expect(await granted((_, fn) => fn.grantAccess())).toEqual([
    'dynamodb:GetItem',
    'dynamodb:UpdateItem',
    'secretsmanager:GetSecretValue',
  ]);
  expect(await granted((_, fn) => fn.grantPutEvents())).toEqual(['events:PutEvents']);
  expect(await granted((_, fn) => fn.grantLedger('writer'))).toEqual([
    'rds-data:ExecuteStatement',
    'secretsmanager:GetSecretValue',
  ]);
  expect(await granted((_, fn) => fn.grantLedgerOwner())).toEqual([
    'rds-data:ExecuteStatement',
    'secretsmanager:GetSecretValue',
    'secretsmanager:GetSecretValue',
  ]);
});

test('a merchant’s door reads keys in its own region, and can not write them', async () => {
  const door = await aServiceTemplate((_, fn) => fn.grantAccess());
  door.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: {
        ACCESS_TABLE: { Ref: 'PlatformAccessTableName' },
        ACCESS_PEPPERS_SECRET_ARN: { Ref: 'PlatformAccessPeppersSecretArn' },
      },
    },
  });
  door.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        // One statement for what has the same actions.
        Match.objectLike({
          Action: 'dynamodb:GetItem',
          Resource: [{ Ref: 'PlatformAccessTableArn' }, { Ref: 'PlatformRegionStateTableArn' }],
        }),
      ]),
    },
  });
});

test('the two regions differ in nothing that the template says about a function', async () => {
  const secondary = await aServiceTemplate(() => {}, 'secondary');
  const functionOf = (of: Template) => {
    const [resource] = Object.values(of.findResources('AWS::Lambda::Function'));
    return JSON.stringify(resource).replaceAll('us-east-2', 'us-east-1').replaceAll('secondary', 'primary');
  };
  expect(functionOf(secondary)).toBe(functionOf(template));
});

test('a handler that is not bundled is refused with the command that bundles it', async () => {
  const synthesize = () =>
    aFunction(new RegionalStack(newApp(), { topology: aTopology(), seat: 'primary', component: 'validation' }));
  await expect(inBundledProject([], synthesize)).rejects.toThrow(
    /post-payment\/index\.mjs is missing: run "node \.\.\/\.\.\/libs\/cdk-kit\/bin\/bundle\.ts"/,
  );
});
