import type { ResolvedResource } from '../../../src/protocol/resolved.ts';
import { aReplicationCall, aRule, aVersionedBucket } from '../../definitions/a-replication.ts';

export const account = '000000000000';
export const clusterId = 'ledger-cluster-test';
export const instanceId = 'ledger-instance-test';
export const globalClusterId = 'ledger-global-cluster-test';
/** Master password; with characters that matter in SQL and in URLs. */
export const password = "it's a 'secret' /?#@%:";

export function clusterArn(region: string): string {
  return `arn:aws:rds:${region}:${account}:cluster:${clusterId}`;
}

export function secretArn(region: string): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:ledger-secret-test`;
}

export function bucketName(region: string): string {
  return `archive-bucket-${region}-test`;
}

/** The data side of platform's templates, as it is deployed to a region. */
export function resourcesOf(region: string): readonly ResolvedResource[] {
  const isFirst = region === 'us-east-1';
  const resource = (
    type: string,
    physicalId: string,
    properties: ResolvedResource['properties'],
  ): ResolvedResource => ({
    logicalId: physicalId,
    type,
    properties,
    physicalId,
    stackName: `platform-${region}`,
    region,
  });
  const table = (name: string, keys: readonly string[], more: Readonly<Record<string, unknown>>) =>
    resource('AWS::DynamoDB::GlobalTable', name, {
      KeySchema: keys.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
      Replicas: [{ Region: 'us-east-1' }, { Region: 'us-east-2' }],
      ...more,
    });
  return [
    resource('AWS::SecretsManager::Secret', `${secretArn(region)}-AbC123`, {
      Name: 'ledger-secret-test',
      SecretString: JSON.stringify({ username: 'ledger_owner', password }),
    }),
    resource(
      'AWS::SecretsManager::Secret',
      `arn:aws:secretsmanager:${region}:${account}:secret:wrong-secret-test-AbC123`,
      {
        Name: 'wrong-secret-test',
        SecretString: JSON.stringify({ username: 'ledger_owner', password: 'guessed' }),
      },
    ),
    resource('AWS::RDS::DBCluster', clusterId, {
      Engine: 'aurora-postgresql',
      EngineVersion: '17.5',
      EnableHttpEndpoint: true,
      ...(isFirst
        ? {
            DatabaseName: 'ledger',
            MasterUsername: 'ledger_owner',
            MasterUserPassword: `{{resolve:secretsmanager:${secretArn(region)}-AbC123:SecretString:password::}}`,
          }
        : { GlobalClusterIdentifier: globalClusterId }),
    }),
    resource('AWS::RDS::DBInstance', instanceId, { DBClusterIdentifier: clusterId, Engine: 'aurora-postgresql' }),
    ...(isFirst
      ? [
          resource('AWS::RDS::GlobalCluster', globalClusterId, {
            GlobalClusterIdentifier: globalClusterId,
            SourceDBClusterIdentifier: clusterArn(region),
          }),
        ]
      : []),
    // The bucket made first gets its target by a call at deployment, the second one has it in its template.
    resource(
      'AWS::S3::Bucket',
      bucketName(region),
      isFirst ? aVersionedBucket() : aVersionedBucket({ Id: 'archive', ...aRule(bucketName('us-east-1')) }),
    ),
    ...(isFirst
      ? [
          resource(
            'Custom::AWS',
            'archive-replication',
            aReplicationCall({ region, bucket: bucketName(region), target: bucketName('us-east-2') }),
          ),
        ]
      : []),
    table('journal-table-test', ['pk', 'sk'], {
      MultiRegionConsistency: 'STRONG',
      GlobalTableWitnesses: [{ Region: 'us-west-2' }],
    }),
    // Each region has one of that name, and of nobody else's.
    table('limits-table-test', ['pk'], { Replicas: [{ Region: region }] }),
    table('session-table-test', ['pk'], { TimeToLiveSpecification: { Enabled: true, AttributeName: 'expiresAt' } }),
  ];
}
