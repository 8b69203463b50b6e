import { describe, expect, test } from 'vitest';
import { type StackSite, type SynthesizedResource, type SynthesizedTemplate, templateFaults } from '../src/index.ts';
import { regionTags } from '../src/regional-stack.ts';
import { aTopology } from './support/a-topology.ts';

const tags = Object.entries(regionTags(aTopology(), 'primary')).map(([Key, Value]) => ({ Key, Value }));

const site: StackSite = { topology: aTopology(), region: 'us-east-1', peerRegion: 'us-east-2' };

/** A queue that keeps every rule. */
function aQueue(over: Partial<SynthesizedResource> = {}): SynthesizedResource {
  const properties = { QueueName: 'payments-queue-dev', SqsManagedSseEnabled: true, Tags: tags };
  return { Type: 'AWS::SQS::Queue', ...over, Properties: { ...properties, ...over.Properties } };
}

/** Rules that a template of these resources breaks. */
function broken(resources: Record<string, SynthesizedResource>, over: Partial<SynthesizedTemplate> = {}): string[] {
  return templateFaults({ Resources: resources, ...over }, site).map(({ rule, message }) => `${rule}: ${message}`);
}

function aPolicy(statement: Record<string, unknown>): Record<string, SynthesizedResource> {
  const Properties = { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } };
  return { Policy: { Type: 'AWS::IAM::Policy', Properties } };
}

test('a template that keeps the rules breaks none', () => {
  expect(broken({ Queue: aQueue() })).toEqual([]);
});

test('RG4 a planted Retain is found', () => {
  expect(broken({ Queue: aQueue({ DeletionPolicy: 'Retain' }) })).toEqual([
    'destroyable: AWS::SQS::Queue must say DeletionPolicy Delete, got Retain: everything can be destroyed',
  ]);
});

test('RG4 a database that CloudFormation would snapshot by default is found', () => {
  const cluster = { DBClusterIdentifier: 'ledger-cluster-dev', StorageEncrypted: true, KmsKeyId: 'key', Tags: tags };
  expect(broken({ Ledger: { Type: 'AWS::RDS::DBCluster', Properties: cluster } })).toEqual([
    expect.stringContaining('must say DeletionPolicy Delete, got nothing'),
    expect.stringContaining('must say UpdateReplacePolicy Delete, got nothing'),
  ]);
});

test('DB4 an unencrypted queue is found', () => {
  expect(broken({ Queue: aQueue({ Properties: { SqsManagedSseEnabled: false } }) })).toEqual([
    expect.stringMatching(/^encrypted: AWS::SQS::Queue must be encrypted at rest/),
  ]);
});

describe('RG2 a name', () => {
  test.each<[string, unknown, string]>([
    ['that is missing', undefined, 'needs a name in QueueName'],
    ['without the suffix', 'payments-queue', 'must carry the suffix dev'],
    ['with the suffix inside of a word', 'payments-device', 'must carry the suffix dev'],
    ['that is too long', `${'q'.repeat(77)}-dev`, 'takes 80 characters, got 81'],
  ])('%s is found', (_, QueueName, message) => {
    expect(broken({ Queue: aQueue({ Properties: { QueueName } }) })).toEqual([expect.stringContaining(message)]);
  });

  test('of exactly the allowed length is fine', () => {
    expect(broken({ Queue: aQueue({ Properties: { QueueName: `${'q'.repeat(76)}-dev` } }) })).toEqual([]);
  });
});

test('RG3 a missing tag is found by its name', () => {
  const Tags = tags.filter(({ Key }) => Key !== 'DR-Role');
  expect(broken({ Queue: aQueue({ Properties: { Tags } }) })).toEqual([
    expect.stringContaining('needs the tag DR-Role (^(primary|secondary)$), got undefined'),
  ]);
});

test('a resource type that the rules do not know is found', () => {
  expect(broken({ Cache: { Type: 'AWS::ElastiCache::CacheCluster' } })).toEqual([
    expect.stringContaining('AWS::ElastiCache::CacheCluster is not in resource-kinds.ts'),
  ]);
});

describe('CP2 a planted * grant', () => {
  test.each<[string, Record<string, unknown>]>([
    ['on every resource', { Action: 'sqs:SendMessage', Resource: '*' }],
    ['of every action', { Action: 'sqs:*', Resource: 'arn:aws:sqs:us-east-1:000000000000:payments-queue-dev' }],
    ['inside of a joined ARN', { Action: 's3:GetObject', Resource: { 'Fn::Join': ['', [{ Ref: 'Bucket' }, '/*']] } }],
    ['under an id without a reason', { Sid: 'Everything', Action: 'sqs:SendMessage', Resource: '*' }],
  ])('%s is found', (_, statement) => {
    expect(broken(aPolicy(statement))).toEqual([expect.stringMatching(/^wildcard: a grant with \* needs/)]);
  });

  test('with a reasoned id is fine, and so is a deny', () => {
    expect(
      broken(aPolicy({ Sid: 'NetworkInterfacesOfFunctions', Action: 'ec2:DescribeSubnets', Resource: '*' })),
    ).toEqual([]);
    expect(broken(aPolicy({ Effect: 'Deny', Action: '*', Resource: '*' }))).toEqual([]);
  });
});

test('CP2 a managed policy is found', () => {
  const Properties = {
    RoleName: 'us-east-1-x-dev',
    Tags: tags,
    ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  };
  expect(broken({ Role: { Type: 'AWS::IAM::Role', Properties } })).toEqual([
    expect.stringMatching(/^own-policy: .*AdministratorAccess/),
  ]);
});

describe('DL5 a service that reads', () => {
  const reading = (Default: string) => ({
    Parameters: { Value: { Type: 'AWS::SSM::Parameter::Value<String>', Default } },
  });

  test('a parameter nobody publishes is found', () => {
    expect(broken({}, reading('/payment/dev/cache/host'))).toEqual([
      expect.stringContaining('/payment/dev/cache/host is read but nobody publishes it'),
    ]);
  });

  test('what platform publishes is fine', () => {
    expect(broken({}, reading('/payment/dev/events/bus-name'))).toEqual([]);
  });

  test('another environment’s parameter is found', () => {
    expect(broken({}, reading('/payment/prod/events/bus-name'))).toHaveLength(1);
  });

  test('another stack’s export is found', () => {
    const Properties = { TopicArn: { 'Fn::ImportValue': 'platform-topic' }, Protocol: 'email' };
    expect(broken({ Mail: { Type: 'AWS::SNS::Subscription', Properties } })).toEqual([
      expect.stringContaining('a value of another stack is imported'),
    ]);
  });
});

test('a template that says who is active is found', () => {
  const queue = aQueue({ Properties: { Tags: [...tags, { Key: 'Role', Value: 'Active' }] } });
  expect(broken({ Queue: queue })).toEqual([expect.stringContaining('"Active" is a role at run time')]);
});

test('webhooks over plain http: a switch of the local cloud in a template is found', () => {
  const Environment = { Variables: { LOCAL_WEBHOOK_ORIGINS: 'http://10.0.0.1' } };
  const Properties = { FunctionName: 'notifications-x-dev', Tags: tags, Environment };
  expect(broken({ Fn: { Type: 'AWS::Lambda::Function', Properties } })).toEqual([
    expect.stringContaining('LOCAL_WEBHOOK_ORIGINS is a switch of the local cloud'),
  ]);
});

test('a function with more than 4 KB of environment variables is found', () => {
  const Environment = { Variables: { LIST: 'x'.repeat(4_096) } };
  const Properties = { FunctionName: 'validation-x-dev', Tags: tags, Environment };
  expect(broken({ Fn: { Type: 'AWS::Lambda::Function', Properties } })).toEqual([
    expect.stringContaining('4096 bytes of environment variables'),
  ]);
});

describe('10.A7 a function that decides without reserved concurrency', () => {
  const aFunction = (name: string, service: string, over: Record<string, unknown> = {}): SynthesizedResource => ({
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: name, Tags: tags, Environment: { Variables: { SERVICE_NAME: service } }, ...over },
  });
  const hookOf = (id: string): SynthesizedResource => ({
    Type: 'AWS::SSM::Parameter',
    Properties: {
      Name: '/payment/dev/services/transactions/recovery/book',
      Value: { 'Fn::GetAtt': [id, 'Arn'] },
      Tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    },
  });
  const found = (resources: Record<string, SynthesizedResource>) =>
    broken(resources).filter((fault) => fault.startsWith('own-capacity'));

  test.each<[string, Record<string, SynthesizedResource>, number]>([
    ['of the failover service is found', { Watch: aFunction('failover-watch-dev', 'failover') }, 1],
    ['that is a recovery hook is found', { Book: aFunction('book-dev', 'transactions'), Hook: hookOf('Book') }, 1],
    [
      'is fine when it has some',
      { Watch: aFunction('failover-watch-dev', 'failover', { ReservedConcurrentExecutions: 1 }) },
      0,
    ],
    ['is fine when it decides nothing', { Read: aFunction('read-dev', 'transactions'), Hook: hookOf('Other') }, 0],
  ])('%s', (_, resources, count) => {
    expect(found(resources)).toHaveLength(count);
  });
});
