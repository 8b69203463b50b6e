import type { TypeBounds } from './bound.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const identifier = /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]*(?<!-)$/;

/** Databases, tables, buckets, secrets, parameters and backups. */
export const dataBounds: Readonly<Record<string, TypeBounds>> = {
  'AWS::RDS::DBCluster': {
    source: `${reference}/aws-resource-rds-dbcluster.html`,
    bounds: [
      { path: 'DBClusterIdentifier', length: [1, 63], pattern: identifier },
      { path: 'BackupRetentionPeriod', min: 1, max: 35 },
      { path: 'Port', min: 1150, max: 65_535 },
      { path: 'MonitoringInterval', oneOf: [0, 1, 5, 10, 15, 30, 60] },
      { path: 'ServerlessV2ScalingConfiguration.MinCapacity', min: 0, max: 256 },
      { path: 'ServerlessV2ScalingConfiguration.MaxCapacity', min: 1, max: 256 },
      { path: 'StorageType', oneOf: ['aurora', 'aurora-iopt1'] },
    ],
  },
  'AWS::RDS::DBInstance': {
    source: `${reference}/aws-resource-rds-dbinstance.html`,
    bounds: [
      { path: 'DBInstanceIdentifier', length: [1, 63], pattern: identifier },
      { path: 'PromotionTier', min: 0, max: 15 },
      { path: 'MonitoringInterval', oneOf: [0, 1, 5, 10, 15, 30, 60] },
    ],
  },
  'AWS::RDS::GlobalCluster': {
    source: `${reference}/aws-resource-rds-globalcluster.html`,
    bounds: [{ path: 'GlobalClusterIdentifier', length: [1, 63], pattern: identifier }],
  },
  'AWS::DynamoDB::GlobalTable': {
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html',
    bounds: [
      { path: 'TableName', length: [3, 255], pattern: /^[a-zA-Z0-9_.-]+$/ },
      { path: 'BillingMode', oneOf: ['PAY_PER_REQUEST', 'PROVISIONED'] },
      { path: 'AttributeDefinitions.*.AttributeName', length: [1, 255] },
      { path: 'AttributeDefinitions.*.AttributeType', oneOf: ['S', 'N', 'B'] },
      { path: 'KeySchema', items: [1, 2] },
      { path: 'KeySchema.*.KeyType', oneOf: ['HASH', 'RANGE'] },
      {
        path: 'StreamSpecification.StreamViewType',
        oneOf: ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'],
      },
      { path: 'Replicas.*.TableClass', oneOf: ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'] },
      { path: 'Replicas.*.PointInTimeRecoverySpecification.RecoveryPeriodInDays', min: 1, max: 35 },
      { path: 'GlobalSecondaryIndexes', items: [1, 20] },
      { path: 'GlobalSecondaryIndexes.*.IndexName', length: [3, 255], pattern: /^[a-zA-Z0-9_.-]+$/ },
      { path: 'GlobalSecondaryIndexes.*.Projection.ProjectionType', oneOf: ['ALL', 'KEYS_ONLY', 'INCLUDE'] },
      { path: 'GlobalSecondaryIndexes.*.Projection.NonKeyAttributes', items: [1, 100] },
    ],
  },
  'AWS::SecretsManager::Secret': {
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html',
    bounds: [
      { path: 'Name', length: [1, 512], pattern: /^[A-Za-z0-9/_+=.@-]+$/ },
      { path: 'Description', length: [0, 2048] },
      { path: 'SecretString', length: [1, 65_536] },
      { path: 'GenerateSecretString.PasswordLength', min: 1, max: 4096 },
      { path: 'GenerateSecretString.ExcludeCharacters', length: [0, 4096] },
    ],
  },
  'AWS::SSM::Parameter': {
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html',
    bounds: [
      {
        path: 'Name',
        length: [1, 1011],
        pattern: /^(?!\/?(aws|ssm))(\/[A-Za-z0-9_.-]+){1,15}$|^(?!aws|ssm)[A-Za-z0-9_.-]+$/i,
      },
      { path: 'Description', length: [0, 1024] },
      // CloudFormation creates no SecureString.
      { path: 'Type', oneOf: ['String', 'StringList'] },
      { path: 'Tier', oneOf: ['Standard', 'Advanced', 'Intelligent-Tiering'] },
    ],
  },
  'AWS::S3::Bucket': {
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
    bounds: [
      {
        path: 'BucketName',
        length: [3, 63],
        pattern:
          /^(?!xn--|sthree-|amzn-s3-demo-|\d+\.\d+\.\d+\.\d+$)(?!.*(\.\.|-s3alias$|--ol-s3$|\.mrap$|--x-s3$))[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
      },
    ],
  },
  'AWS::Backup::BackupVault': {
    source: `${reference}/aws-resource-backup-backupvault.html`,
    bounds: [{ path: 'BackupVaultName', length: [2, 50], pattern: /^[a-zA-Z0-9_-]+$/ }],
  },
};
