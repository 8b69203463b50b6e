import { bucketComplaint, putBucketReplication } from '../bucket-definition.ts';
import { policyComplaint } from './bucket-policy.ts';
import { accepted, arn, named, numbered, type ResourceKinds, simulated, uuid } from './kind.ts';

const noBackups = accepted('the data directory is emptied at each start: nothing is kept that could be restored');

/** Objects and backups. */
export const storageKinds: ResourceKinds = {
  'AWS::S3::Bucket': {
    support: simulated(
      's3',
      ['BucketName', 'VersioningConfiguration', 'ReplicationConfiguration', 'BucketEncryption', 'OwnershipControls'],
      {
        LifecycleConfiguration: 'no object lives as long as the shortest rule on this machine',
        PublicAccessBlockConfiguration: 'a call without a signature is refused anyway',
      },
    ),
    ref: (bucket) => named('BucketName', 63)(bucket).toLowerCase(),
    attributes: {
      // Bucket names are global: their ARNs carry neither region nor account.
      Arn: (bucket) => `arn:aws:s3:::${bucket.physicalId}`,
      DomainName: (bucket) => `${bucket.physicalId}.s3.amazonaws.com`,
      RegionalDomainName: (bucket) => `${bucket.physicalId}.s3.${bucket.region}.amazonaws.com`,
    },
    complaint: bucketComplaint,
  },
  'AWS::S3::BucketPolicy': {
    support: accepted(
      'policies of resources are not evaluated; one that denies anything but unencrypted connections is refused',
    ),
    ref: numbered('bucket-policy-'),
    attributes: {},
    complaint: policyComplaint,
  },
  'Custom::S3AutoDeleteObjects': {
    support: accepted('the data directory is emptied at each start: no stack is ever deleted'),
    ref: numbered('auto-delete-'),
    attributes: {},
  },
  'Custom::AWS': {
    support: simulated('s3', ['Create'], {
      ServiceToken: 'the call is carried out by the region it names, not by a function',
      InstallLatestAwsSdk: 'no SDK is installed',
      Update: 'each start deploys anew: nothing is ever updated',
      Delete: 'each start deploys anew: nothing is ever deleted',
    }),
    ref: numbered('sdk-call-'),
    attributes: {},
    complaint: ({ Create }) =>
      putBucketReplication(Create) === undefined
        ? `the SDK call ${String(Create)} at deployment is not simulated; putBucketReplication of S3 with one rule is`
        : undefined,
  },
  'AWS::Backup::BackupVault': {
    support: noBackups,
    ref: named('BackupVaultName', 50),
    attributes: {
      BackupVaultArn: (vault) => arn(vault, 'backup', `backup-vault:${vault.physicalId}`),
      BackupVaultName: (vault) => vault.physicalId,
    },
  },
  'AWS::Backup::BackupPlan': {
    support: noBackups,
    ref: uuid(),
    attributes: {
      BackupPlanId: (plan) => plan.physicalId,
      BackupPlanArn: (plan) => arn(plan, 'backup', `backup-plan:${plan.physicalId}`),
      VersionId: () => '1',
    },
  },
  'AWS::Backup::BackupSelection': {
    support: noBackups,
    ref: uuid(),
    attributes: { BackupPlanId: (selection) => String(selection.property('BackupPlanId')), SelectionId: uuid() },
  },
};
