import { describe } from 'vitest';
import { type Planted, type Sound, testPlanted, testSound } from './planted.ts';
import { aFunction, aRole } from './sound-primary.ts';

const worker = 'Worker/Properties';
const trust = 'WorkerRole/Properties/AssumeRolePolicyDocument/Statement/0';
const statement = 'WorkerRole/Properties/Policies/0/PolicyDocument/Statement';
const machine = 'Machine/Properties/DefinitionString';
const elsewhere = 'arn:aws:lambda:us-east-1:000000000000:function:nobody';
const at = (index: number, part: string) => `Policies.0.PolicyDocument.Statement.${index}.${part}`;

/** A machine with one state. */
const machineOf = (state: object) => JSON.stringify({ StartAt: 'Do', States: { Do: state } });

/** A policy that is attached to the role of the worker, which has one of AWS already, as often as so many. */
const aPolicyAttached = (times: number) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: {
    Roles: Array.from({ length: times }, () => ({ Ref: 'WorkerRole' })),
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }] },
  },
});

const planted: readonly Planted[] = [
  ['a function without role', `${worker}/Role`, undefined, 'missing-property Worker.Role'],
  ['a role that is not there', `${worker}/Role`, 'arn:aws:iam::000000000000:role/nobody', 'role-not-there Worker.Role'],
  [
    'a role that only states assume',
    `${trust}/Principal/Service`,
    'states.amazonaws.com',
    'role-not-assumable Worker.Role',
  ],
  [
    'a role for another account’s functions',
    `${trust}/Condition/StringEquals/aws:SourceAccount`,
    '111111111111',
    'role-not-assumable Worker.Role',
  ],
  [
    'a role under a condition that is not evaluated',
    `${trust}/Condition`,
    { Bool: { 'aws:SecureTransport': 'true' } },
    'role-not-assumable Worker.Role',
  ],
  ['a role whose trust is denied', `${trust}/Effect`, 'Deny', 'role-not-assumable Worker.Role'],
  ['a machine under a role of functions', 'MachineRole', aRole('lambda'), 'role-not-assumable Machine.RoleArn'],
  ['Node.js 20', `${worker}/Runtime`, 'nodejs20.x', 'dead-runtime Worker.Runtime'],
  ['Node.js 18', `${worker}/Runtime`, 'nodejs18.x', 'dead-runtime Worker.Runtime'],
  [
    'a variable of Lambda’s own',
    `${worker}/Environment/Variables/AWS_REGION`,
    'x',
    'variable-reserved Worker.Environment.Variables.AWS_REGION',
  ],
  [
    'a variable that begins with a digit',
    `${worker}/Environment/Variables/1A`,
    'x',
    'variable-reserved Worker.Environment.Variables.1A',
  ],
  [
    'a function that runs longer than messages are hidden',
    `${worker}/Timeout`,
    31,
    'visibility-below-timeout Reading.EventSourceArn',
  ],
  [
    'a batch of eleven at once',
    'Reading/Properties/BatchSize',
    11,
    'batch-without-window Reading.MaximumBatchingWindowInSeconds',
  ],
  [
    'a source that is not there',
    'Reading/Properties/EventSourceArn',
    'arn:aws:sqs:us-east-1:000000000000:nowhere',
    'source-not-granted Reading.FunctionName',
    'source-not-there Reading.EventSourceArn',
  ],
  [
    'a source for a function that is not there',
    'Reading/Properties/FunctionName',
    elsewhere,
    'function-not-there Reading.FunctionName',
  ],
  [
    'a role that may not delete messages',
    `${statement}/0/Action`,
    ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes'],
    'source-not-granted Reading.FunctionName',
  ],
  [
    'a role that may not send dead letters',
    `${statement}/1/Action`,
    'sqs:PurgeQueue',
    'dead-letter-not-granted Worker.DeadLetterConfig.TargetArn',
  ],
  [
    'a role that may not make interfaces',
    `${statement}/3/Action`,
    'ec2:DescribeNetworkInterfaces',
    'network-not-granted Worker.VpcConfig',
  ],
  [
    'a subnet that is not there',
    `${worker}/VpcConfig/SubnetIds/0`,
    'subnet-1',
    'network-of-nothing Worker.VpcConfig.SubnetIds.0',
  ],
  [
    'a second mapping of the same queue',
    'Again',
    {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Worker' }, EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] } },
    },
    'duplicate-name Again.EventSourceArn',
  ],
  [
    'a machine that begins nowhere',
    machine,
    '{"StartAt":"Nowhere","States":{"Do":{"Type":"Succeed"}}}',
    'machine-invalid Machine.DefinitionString',
  ],
  ['a task that never ends', machine, machineOf({ Type: 'Pass' }), 'machine-invalid Machine.DefinitionString'],
  ['a wait for nothing', machine, machineOf({ Type: 'Wait', End: true }), 'machine-invalid Machine.DefinitionString'],
  ['a machine that is no JSON', machine, '{"StartAt":', 'machine-invalid Machine.DefinitionString'],
  [
    'a task of a function that is not there',
    machine,
    machineOf({ Type: 'Task', Resource: elsewhere, End: true }),
    'task-of-nothing Machine.DefinitionString',
  ],
  [
    'an action that no service has',
    `${statement}/2/Action`,
    'dynamodb:ReadItem',
    `unknown-action WorkerRole.${at(2, 'Action')}`,
  ],
  [
    'a wildcard that fits no action',
    `${statement}/2/Action`,
    'dynamodb:Reed*',
    `unknown-action WorkerRole.${at(2, 'Action')}`,
  ],
  [
    'an action of a service that is none',
    `${statement}/2`,
    { Effect: 'Allow', Action: 'dynamo:GetItem', Resource: '*' },
    `unknown-action WorkerRole.${at(2, 'Action')}`,
  ],
  [
    'an action without service',
    `${statement}/2`,
    { Effect: 'Allow', Action: 'GetItem', Resource: '*' },
    `unknown-action WorkerRole.${at(2, 'Action')}`,
  ],
  [
    'an ARN with too few parts',
    `${statement}/2/Resource`,
    'arn:aws:dynamodb:journal-dev',
    `malformed-arn WorkerRole.${at(2, 'Resource')}`,
  ],
  [
    'an ARN of a region that is none',
    `${statement}/2/Resource`,
    ['arn:aws:dynamodb:useast1:000000000000:table/a', { 'Fn::GetAtt': ['Views', 'Arn'] }],
    `malformed-arn WorkerRole.${at(2, 'Resource')}`,
  ],
  [
    'an account of eleven digits',
    `${statement}/2/Resource`,
    ['arn:aws:dynamodb:us-east-1:00000000000:table/a', { 'Fn::GetAtt': ['Views', 'Arn'] }],
    `malformed-arn WorkerRole.${at(2, 'Resource')}`,
  ],
  [
    'a table’s action on a queue',
    `${statement}/2/Resource`,
    { 'Fn::GetAtt': ['Work', 'Arn'] },
    `resource-of-other-service WorkerRole.${at(2, 'Resource')}`,
  ],
  [
    'a grant on a table that is not there',
    `${statement}/2/Resource`,
    'arn:aws:dynamodb:us-east-1:000000000000:table/journl-dev',
    `statement-names-nothing WorkerRole.${at(2, 'Resource')}`,
  ],
  [
    'an effect that is none',
    'WorkPolicy/Properties/PolicyDocument/Statement/0/Effect',
    'Permit',
    'policy-grammar WorkPolicy.PolicyDocument.Statement.0.Effect',
  ],
  [
    'a version of the policy language that is none',
    'WorkPolicy/Properties/PolicyDocument/Version',
    '2012-10-18',
    'policy-grammar WorkPolicy.PolicyDocument.Version',
  ],
  [
    'a queue’s policy for nobody',
    'WorkPolicy/Properties/PolicyDocument/Statement/0/Principal',
    undefined,
    'policy-grammar WorkPolicy.PolicyDocument.Statement.0.Principal',
  ],
  [
    'two statements of one Sid',
    `${statement}`,
    [1, 2].map(() => ({ Sid: 'A', Effect: 'Allow', Action: ['sqs:*', 'ec2:*'], Resource: '*' })),
    'policy-grammar WorkerRole.Policies.0.PolicyDocument.Statement',
  ],
  [
    'a trust policy with a resource',
    `${trust}/Resource`,
    '*',
    'policy-grammar WorkerRole.AssumeRolePolicyDocument.Statement.0.Resource',
  ],
  [
    'a managed policy that AWS has not',
    'WorkerRole/Properties/ManagedPolicyArns/0',
    'arn:aws:iam::aws:policy/LambdaBasicExecution',
    'managed-policy-unknown WorkerRole.ManagedPolicyArns.0',
  ],
  [
    'inline policies of 10,241 characters and more',
    `${statement}/4`,
    {
      Effect: 'Allow',
      Action: 'sqs:GetQueueUrl',
      Resource: ['*', `arn:aws:sqs:us-east-1:000000000000:${'x'.repeat(10_000)}`],
    },
    'policy-too-large WorkerRole.Policies.0.PolicyDocument',
  ],
  [
    'a key that nobody could change',
    'Key/Properties/KeyPolicy/Statement/0/Action',
    'kms:Decrypt',
    'key-policy-locks-out Key.KeyPolicy',
  ],
  [
    'a queue under a key that is not there',
    'Work/Properties/KmsMasterKeyId',
    'alias/nowhere',
    'key-not-there Work.KmsMasterKeyId',
  ],
  ['eleven managed policies of a role', 'Extra', aPolicyAttached(10), 'policies-of-role Extra.Roles.9'],
  [
    'a policy for a role that is not there',
    'Extra',
    {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'x',
        Roles: ['nobody'],
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] },
      },
    },
    'role-not-there Extra.Roles.0',
  ],
];

const sound: readonly Sound[] = [
  ['a role for several services', `${trust}/Principal/Service`, ['states.amazonaws.com', 'lambda.amazonaws.com']],
  ['a role without condition', `${trust}/Condition`, undefined],
  ['Node.js 22', `${worker}/Runtime`, 'nodejs22.x'],
  ['a function that runs as long as messages are hidden', `${worker}/Timeout`, 30],
  ['a batch of ten at once', 'Reading/Properties/BatchSize', 10],
  [
    'a batch of eleven within a second',
    'Reading/Properties',
    {
      FunctionName: { Ref: 'Worker' },
      EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
      BatchSize: 11,
      MaximumBatchingWindowInSeconds: 1,
    },
  ],
  ['an action in other letters', `${statement}/2/Action`, 'dynamodb:getitem'],
  ['a wildcard that fits an action', `${statement}/2/Action`, 'dynamodb:Get*'],
  ['a wildcard that fits a table', `${statement}/2/Resource`, 'arn:aws:dynamodb:*:000000000000:table/journ??-dev'],
  [
    'a grant on two tables of which one is there',
    `${statement}/2/Resource`,
    ['arn:aws:dynamodb:us-east-1:000000000000:table/other', 'arn:aws:dynamodb:us-east-1:000000000000:table/views-dev'],
  ],
  ['a key of AWS', 'Work/Properties/KmsMasterKeyId', 'alias/aws/sqs'],
  ['a machine that waits', machine, machineOf({ Type: 'Wait', Seconds: 1, End: true })],
  ['ten managed policies of a role', 'Extra', aPolicyAttached(9)],
  ['a function of its own role', 'Other', aFunction('other-dev', 'WorkerRole')],
];

describe('functions, machines and policies', () => {
  testPlanted(planted);
  testSound(sound);
});
