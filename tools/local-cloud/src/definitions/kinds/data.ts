import { accepted, arn, fingerprint, named, numbered, type ResourceKinds, simulated } from './kind.ts';

const instancePlace = 'PostgreSQL runs in the region process, on loopback';
const always = 'one PostgreSQL per region, always there and never backed up';

/** Relational database: a global cluster is one PostgreSQL per region with streaming replication. */
const relational: ResourceKinds = {
  'AWS::RDS::GlobalCluster': {
    support: simulated(
      'global-database',
      ['GlobalClusterIdentifier', 'SourceDBClusterIdentifier', 'Engine', 'EngineVersion'],
      {
        StorageEncrypted: 'nothing at rest is encrypted on this machine',
        DeletionProtection: 'the data directory is emptied at each start',
        EngineLifecycleSupport: 'has a price only',
      },
    ),
    ref: (cluster) =>
      String(cluster.property('GlobalClusterIdentifier') ?? named('GlobalClusterIdentifier')(cluster)).toLowerCase(),
    attributes: {},
  },
  'AWS::RDS::DBCluster': {
    support: simulated(
      'database',
      [
        'DBClusterIdentifier',
        'GlobalClusterIdentifier',
        'DatabaseName',
        'Engine',
        'EngineVersion',
        'EnableHttpEndpoint',
        'MasterUsername',
        'MasterUserPassword',
      ],
      {
        AvailabilityZones: instancePlace,
        BackupRetentionPeriod: always,
        CopyTagsToSnapshot: always,
        DBClusterParameterGroupName: 'settings are those of the embedded PostgreSQL',
        DBSubnetGroupName: instancePlace,
        DeletionProtection: 'the data directory is emptied at each start',
        EnableCloudwatchLogsExports: 'the database logs to a file of the region',
        EnableIAMDatabaseAuthentication: 'functions reach the database through the Data API only',
        KmsKeyId: 'nothing at rest is encrypted on this machine',
        MonitoringInterval: 'no monitoring agent runs',
        MonitoringRoleArn: 'no monitoring agent runs',
        PerformanceInsightsEnabled: 'no monitoring agent runs',
        PerformanceInsightsKmsKeyId: 'no monitoring agent runs',
        PerformanceInsightsRetentionPeriod: 'no monitoring agent runs',
        DatabaseInsightsMode: 'no monitoring agent runs',
        Port: 'PostgreSQL listens on the port base + 2',
        PreferredBackupWindow: always,
        PreferredMaintenanceWindow: always,
        ReplicationSourceIdentifier: 'a member of a global cluster replicates from its writer',
        SourceRegion: 'a member of a global cluster replicates from its writer',
        ServerlessV2ScalingConfiguration: 'capacity is this machine',
        StorageEncrypted: 'nothing at rest is encrypted on this machine',
        StorageType: 'has a price only',
        VpcSecurityGroupIds: instancePlace,
      },
    ),
    ref: (cluster) => String(named('DBClusterIdentifier', 63)(cluster)).toLowerCase(),
    attributes: {
      DBClusterArn: (cluster) => arn(cluster, 'rds', `cluster:${cluster.physicalId}`),
      DBClusterResourceId: (cluster) => numbered('cluster-', 26)(cluster).toUpperCase(),
      'Endpoint.Address': (cluster) => clusterEndpoint(cluster, 'cluster'),
      'Endpoint.Port': () => '5432',
      'ReadEndpoint.Address': (cluster) => clusterEndpoint(cluster, 'cluster-ro'),
    },
  },
  'AWS::RDS::DBInstance': {
    support: simulated('database', ['DBInstanceIdentifier', 'DBClusterIdentifier'], {
      AutoMinorVersionUpgrade: always,
      DBInstanceClass: 'capacity is this machine',
      EnablePerformanceInsights: 'no monitoring agent runs',
      Engine: 'its cluster says which',
      EngineVersion: 'its cluster says which',
      PerformanceInsightsKMSKeyId: 'no monitoring agent runs',
      PromotionTier: 'all instances of a cluster are one PostgreSQL',
      PubliclyAccessible: instancePlace,
    }),
    ref: (instance) => String(named('DBInstanceIdentifier', 63)(instance)).toLowerCase(),
    attributes: {
      DBInstanceArn: (instance) => arn(instance, 'rds', `db:${instance.physicalId}`),
      'Endpoint.Address': (instance) => clusterEndpoint(instance, 'instance'),
      'Endpoint.Port': () => '5432',
    },
  },
  'AWS::RDS::DBSubnetGroup': {
    support: accepted(instancePlace),
    ref: (group) => named('DBSubnetGroupName', 63)(group).toLowerCase(),
    attributes: {},
  },
  'AWS::RDS::DBClusterParameterGroup': {
    support: accepted('settings are those of the embedded PostgreSQL'),
    ref: (group) => named('DBClusterParameterGroupName', 63)(group).toLowerCase(),
    attributes: {},
  },
  'AWS::RDS::DBParameterGroup': {
    support: accepted('settings are those of the embedded PostgreSQL'),
    ref: (group) => named('DBParameterGroupName', 63)(group).toLowerCase(),
    attributes: {},
  },
};

/** Tables. Streams, backups and capacity have no local meaning; what changes answers is honored or refused. */
const tables: ResourceKinds = {
  'AWS::DynamoDB::GlobalTable': {
    support: simulated(
      'dynamodb',
      [
        'TableName',
        'KeySchema',
        'AttributeDefinitions',
        'GlobalSecondaryIndexes',
        'Replicas',
        'MultiRegionConsistency',
        'GlobalTableWitnesses',
        'TimeToLiveSpecification',
      ],
      {
        BillingMode: 'has a price only',
        SSESpecification: 'nothing at rest is encrypted on this machine',
        StreamSpecification: 'replication needs no stream here; a function fed by it is refused at its event source',
        WarmThroughput: 'capacity is this machine',
        WriteOnDemandThroughputSettings: 'capacity is this machine',
      },
    ),
    ref: named('TableName', 255),
    attributes: {
      Arn: (table) => arn(table, 'dynamodb', `table/${table.physicalId}`),
      TableId: (table) => fingerprint(table).slice(0, 32),
    },
    complaint: ({ MultiRegionConsistency, TimeToLiveSpecification }) =>
      MultiRegionConsistency === 'STRONG' && TimeToLiveSpecification !== undefined
        ? 'a table with multi-Region strong consistency takes no TTL (AWS refuses it at deployment)'
        : undefined,
  },
};

const secretsAndParameters: ResourceKinds = {
  'AWS::SecretsManager::Secret': {
    support: simulated('secrets-manager', ['Name', 'SecretString', 'GenerateSecretString', 'ReplicaRegions'], {
      Description: 'is for people',
      KmsKeyId: 'nothing at rest is encrypted on this machine',
    }),
    // A secret's ARN ends in six characters that Secrets Manager adds; replicas have the same ones.
    ref: (secret) => arn(secret, 'secretsmanager', `secret:${named('Name', 512)(secret)}-${secretSuffix(secret)}`),
    attributes: { Id: (secret) => secret.physicalId },
  },
  'AWS::SecretsManager::SecretTargetAttachment': {
    support: accepted('secrets hold credentials only; hosts come from Parameter Store'),
    ref: (attachment) => String(attachment.property('SecretId')),
    attributes: {},
  },
  'AWS::SecretsManager::ResourcePolicy': {
    support: accepted('policies of resources are not evaluated, those of roles are'),
    ref: numbered('secret-policy-'),
    attributes: {},
  },
  'AWS::SSM::Parameter': {
    support: simulated('ssm', ['Name', 'Type', 'Value'], {
      Description: 'is for people',
      Tier: 'has a price only',
      DataType: 'values are text',
      AllowedPattern: 'CloudFormation checks it before the store does',
    }),
    ref: named('Name', 2048),
    attributes: { Type: (it) => String(it.property('Type')), Value: (it) => String(it.property('Value')) },
  },
};

export const dataKinds: ResourceKinds = { ...relational, ...tables, ...secretsAndParameters };

function clusterEndpoint(
  identity: Parameters<typeof fingerprint>[0] & { readonly physicalId: string },
  kind: string,
): string {
  return `${identity.physicalId}.${kind}-${fingerprint(identity).slice(0, 12)}.${identity.region}.rds.amazonaws.com`;
}

function secretSuffix(secret: Parameters<typeof fingerprint>[0]): string {
  return Buffer.from(fingerprint({ ...secret, region: 'every region' }), 'hex')
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 6);
}
