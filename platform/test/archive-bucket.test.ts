import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, propertiesOf, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

const withinFifteenMinutes = { Status: 'Enabled', Time: { Minutes: 15 } };

test.each(seats)('ST1 the archive of the %s is versioned, encrypted and closed', (seat) => {
  expect(propertiesOf(templates[seat], 'AWS::S3::Bucket')).toMatchObject({
    VersioningConfiguration: { Status: 'Enabled' },
    BucketEncryption: { ServerSideEncryptionConfiguration: [expect.anything()] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  });
});

test('ST1 the archive made second names the first as its target, with replication time control', () => {
  expect(propertiesOf(templates.secondary, 'AWS::S3::Bucket')['ReplicationConfiguration']).toMatchObject({
    Rules: [
      {
        Status: 'Enabled',
        Destination: {
          Bucket: 'arn:aws:s3:::archive-bucket-000000000000-us-east-1-dev',
          ReplicationTime: withinFifteenMinutes,
        },
      },
    ],
  });
});

test('ST1 the archive made first gets the second as its target when that exists', () => {
  expect(propertiesOf(templates.primary, 'AWS::S3::Bucket')).not.toHaveProperty('ReplicationConfiguration');
  const call = JSON.parse(String(propertiesOf(templates.secondary, 'Custom::AWS')['Create']));
  expect(call).toMatchObject({
    service: 'S3',
    action: 'putBucketReplication',
    region: 'us-east-1',
    parameters: {
      Bucket: 'archive-bucket-000000000000-us-east-1-dev',
      ReplicationConfiguration: {
        Role: 'arn:aws:iam::000000000000:role/us-east-1-archive-replication-dev',
        Rules: [
          {
            Destination: {
              Bucket: 'arn:aws:s3:::archive-bucket-000000000000-us-east-2-dev',
              ReplicationTime: withinFifteenMinutes,
            },
          },
        ],
      },
    },
  });
  const [resource] = Object.values(templates.secondary.findResources('Custom::AWS'));
  expect(JSON.stringify(resource)).toContain('ArchiveBucket');
});

test('ST1 the call that sets the target may do nothing else', () => {
  templates.secondary.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:PutReplicationConfiguration',
          Resource: 'arn:aws:s3:::archive-bucket-000000000000-us-east-1-dev',
        },
        {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: 'arn:aws:iam::000000000000:role/us-east-1-archive-replication-dev',
        },
      ],
      Version: '2012-10-17',
    },
  });
});

test.each(seats)(
  'ST2 A12 the archive of the %s moves to Glacier after 90 days, what is rolled up so that it is read at once',
  (seat) => {
    const rule = (Prefix: string, StorageClass: string) => ({
      Prefix,
      Status: 'Enabled',
      Transitions: [{ StorageClass, TransitionInDays: 90 }],
      NoncurrentVersionTransitions: [{ StorageClass, TransitionInDays: 90 }],
    });
    const { LifecycleConfiguration } = propertiesOf(templates[seat], 'AWS::S3::Bucket');
    expect(LifecycleConfiguration).toMatchObject({
      Rules: [
        rule('ledger/operations/', 'GLACIER'),
        rule('ledger/rolled/', 'GLACIER_IR'),
        { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      ],
      TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    });
  },
);

test('RG4 an archive is emptied with its stack, unless it is protected', async () => {
  for (const seat of seats) templates[seat].resourceCountIs('Custom::S3AutoDeleteObjects', 1);
  const kept = await platformTemplates('protected');
  kept.primary.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
});
