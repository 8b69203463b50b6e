import { accepted, arn, named, numbered, type ResourceKinds, uuid } from './kind.ts';

const noObjects = accepted(
  'no function reads or writes objects: the API of S3 is not served, and a call to it is refused',
);
const noBackups = accepted('the data directory is emptied at each start: nothing is kept that could be restored');

/** Objects and backups. */
export const storageKinds: ResourceKinds = {
  'AWS::S3::Bucket': {
    support: noObjects,
    ref: (bucket) => named('BucketName', 63)(bucket).toLowerCase(),
    attributes: {
      // Bucket names are global: their ARNs carry neither region nor account.
      Arn: (bucket) => `arn:aws:s3:::${bucket.physicalId}`,
      DomainName: (bucket) => `${bucket.physicalId}.s3.amazonaws.com`,
      RegionalDomainName: (bucket) => `${bucket.physicalId}.s3.${bucket.region}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': { support: noObjects, ref: numbered('bucket-policy-'), attributes: {} },
  'Custom::S3AutoDeleteObjects': { support: noObjects, ref: numbered('auto-delete-'), attributes: {} },
  'Custom::AWS': {
    support: accepted('an SDK call to S3 at deployment, about objects that are not there'),
    ref: numbered('sdk-call-'),
    attributes: {},
    complaint: ({ Create, Update, Delete }) => {
      const calls = [Create, Update, Delete].filter((call) => typeof call === 'string');
      const other = calls.find((call) => !/"service":"(@aws-sdk\/client-)?s3"/i.test(call));
      return other === undefined
        ? undefined
        : `the SDK call ${other} at deployment is not simulated; calls to S3 are accepted`;
    },
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
