import { expect, test } from 'vitest';
import { type Deployment, resolveApps } from '../../src/definitions/templates/resolve-apps.ts';
import type { TemplateResource } from '../../src/definitions/templates/template.ts';
import { aReplicationCall, aRule, aVersionedBucket } from './a-replication.ts';
import { aSeat, aStack } from './a-stack.ts';

type Properties = Readonly<Record<string, unknown>>;

const rule = { Id: 'archive', ...aRule('first-bucket') };

function aBucket(name: string, properties: Properties = aVersionedBucket()): TemplateResource {
  return { Type: 'AWS::S3::Bucket', Properties: { BucketName: name, ...properties } };
}

/** The call that gives the first bucket its target, in the stack of the second. */
function aCall(over: Properties = {}): TemplateResource {
  return {
    Type: 'Custom::AWS',
    Properties: aReplicationCall({ region: 'us-east-1', bucket: 'first-bucket', target: 'second-bucket', over }),
  };
}

function deploy(
  first: Readonly<Record<string, TemplateResource>>,
  second: Readonly<Record<string, TemplateResource>> = {},
): Deployment {
  const stacks = [
    aStack({ resources: { ...aSeat(), ...first } }),
    aStack({ stackName: 'example-secondary-dev', region: 'us-east-2', resources: second }),
  ];
  return resolveApps(stacks, (region) => `http://${region}.test:4501`);
}

test('every region knows where each bucket is', () => {
  const { models } = deploy({ First: aBucket('first-bucket') }, { Second: aBucket('second-bucket') });
  for (const { buckets } of models)
    expect(buckets).toEqual({ 'first-bucket': 'us-east-1', 'second-bucket': 'us-east-2' });
});

test('a call to S3 at deployment is carried out by the region that it names', () => {
  const { models } = deploy({ First: aBucket('first-bucket') }, { Second: aBucket('second-bucket'), Call: aCall() });
  const calls = models.map(({ resources }) => resources.filter(({ type }) => type === 'Custom::AWS').length);
  expect(calls).toEqual([1, 0]);
});

test.each<[string, Properties, RegExp]>([
  ['suspended versioning', { VersioningConfiguration: { Status: 'Suspended' } }, /VersioningConfiguration/],
  ['a lock', { ...aVersionedBucket(), ObjectLockEnabled: true }, /property ObjectLockEnabled .* is not simulated/],
  [
    'a key of KMS',
    {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    },
    /SSEAlgorithm/,
  ],
  ['access control lists', { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } }, /ObjectOwnership/],
  [
    'replication without versioning',
    { ...aVersionedBucket(rule), VersioningConfiguration: undefined },
    /without versioning/,
  ],
  ['two rules', aVersionedBucket(rule, rule), /exactly one rule/],
  ['a filter by tags', aVersionedBucket({ ...rule, Filter: { TagFilter: {} } }), /Filter/],
  ['existing objects', aVersionedBucket({ ...rule, ExistingObjectReplication: {} }), /ExistingObjectReplication/],
])('a bucket with %s is refused', (_, properties, message) => {
  expect(() => deploy({ First: aBucket('first-bucket'), Second: aBucket('second-bucket', properties) })).toThrow(
    message,
  );
});

test('a rule whose target is not there, or has no versions, is refused as S3 would', () => {
  const Second = aBucket('second-bucket', aVersionedBucket(rule));
  expect(() => deploy({}, { Second })).toThrow(/Second of stack example-secondary-dev replicates to first-bucket/);
  expect(() => deploy({ First: aBucket('first-bucket', {}) }, { Second })).toThrow(/replicates to first-bucket/);
  expect(() => deploy({ First: aBucket('first-bucket') }, { Second })).not.toThrow();
  expect(() => deploy({ First: aBucket('first-bucket') }, { Call: aCall() })).toThrow(/replicates to second-bucket/);
});

test.each([
  ['of another service', { service: 'RDS' }],
  ['of another kind', { action: 'putBucketLifecycle' }],
])('a call at deployment %s is refused', (_, over) => {
  expect(() => deploy({ Call: aCall(over) })).toThrow(/at deployment is not simulated/);
});

test('a policy may allow, and deny unencrypted connections, and nothing else', () => {
  const policy = (conditions: Properties, Effect = 'Deny'): TemplateResource => ({
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: 'first-bucket',
      PolicyDocument: { Statement: [{ Effect, Action: 's3:*', Principal: '*', Resource: '*', ...conditions }] },
    },
  });
  expect(() => deploy({ Policy: policy({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } }) })).not.toThrow();
  expect(() => deploy({ Policy: policy({ Condition: { StringNotEquals: { 'aws:PrincipalAccount': '0' } } }) })).toThrow(
    /a Deny/,
  );
  expect(() => deploy({ Policy: policy({}, 'Allow') })).not.toThrow();
  expect(() => deploy({ Policy: policy({}) })).toThrow(/a Deny/);
});
