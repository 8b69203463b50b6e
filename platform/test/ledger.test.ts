import { ledgerRoles } from '@redoubt/contracts';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { platformTemplates, propertiesOf, seats } from './support/platform-templates.ts';

let templates: Awaited<ReturnType<typeof platformTemplates>>;
beforeAll(async () => {
  templates = await platformTemplates();
});

const clusterOf = (template: Template) => propertiesOf(template, 'AWS::RDS::DBCluster');

test('DB1 the writer begins in the primary region and the secondary joins its global cluster by name', () => {
  templates.primary.hasResourceProperties('AWS::RDS::GlobalCluster', {
    GlobalClusterIdentifier: 'ledger-global-cluster-dev',
    SourceDBClusterIdentifier: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Ledger'), 'DBClusterArn'] },
  });
  templates.secondary.resourceCountIs('AWS::RDS::GlobalCluster', 0);
  expect(clusterOf(templates.secondary)['GlobalClusterIdentifier']).toBe('ledger-global-cluster-dev');
});

test('DB1 the secondary brings no user, no password and no database of its own', () => {
  const cluster = clusterOf(templates.secondary);
  for (const property of ['MasterUsername', 'MasterUserPassword', 'ManageMasterUserPassword', 'DatabaseName']) {
    expect(cluster).not.toHaveProperty(property);
  }
});

test('DB1 a promoted cluster has the version, capacity, parameters and instances of the one it follows', () => {
  const shared = (template: Template) => {
    const { EngineVersion, ServerlessV2ScalingConfiguration, EnableHttpEndpoint } = clusterOf(template);
    const { Family, Parameters } = propertiesOf(template, 'AWS::RDS::DBClusterParameterGroup');
    const instances = Object.values(template.findResources('AWS::RDS::DBInstance')).map(
      ({ Properties }) => Properties.DBInstanceClass,
    );
    return { EngineVersion, ServerlessV2ScalingConfiguration, EnableHttpEndpoint, Family, Parameters, instances };
  };
  expect(shared(templates.secondary)).toEqual(shared(templates.primary));
  expect(shared(templates.primary)).toMatchObject({
    EnableHttpEndpoint: true,
    instances: ['db.serverless', 'db.serverless'],
  });
});

test.each(seats)('DB2 the %s keeps backups for seven days, to any second', (seat) => {
  expect(clusterOf(templates[seat])['BackupRetentionPeriod']).toBe(7);
});

test('DB3 the credentials are a secret of ours that Secrets Manager copies to the secondary', () => {
  templates.primary.hasResourceProperties('AWS::SecretsManager::Secret', {
    Name: 'ledger-owner-secret-dev',
    ReplicaRegions: [{ Region: 'us-east-2' }],
  });
  templates.secondary.resourceCountIs('AWS::SecretsManager::Secret', 0);
  expect(JSON.stringify(clusterOf(templates.primary)['MasterUserPassword'])).toContain('{{resolve:secretsmanager:');
});

test.each(ledgerRoles)('DB3 functions that log in as %s have a user of their own, which owns nothing', (role) => {
  templates.primary.hasResourceProperties('AWS::SecretsManager::Secret', {
    Name: `ledger-${role}-secret-dev`,
    ReplicaRegions: [{ Region: 'us-east-2' }],
    GenerateSecretString: Match.objectLike({ SecretStringTemplate: `{"username":"ledger_${role}"}` }),
  });
  expect(clusterOf(templates.primary)['MasterUsername']).toBe('ledger_owner');
});

test('DB3 the secret holds credentials only: hosts change with a failover', () => {
  templates.primary.hasResourceProperties('AWS::SecretsManager::Secret', {
    GenerateSecretString: Match.objectLike({ SecretStringTemplate: '{"username":"ledger_owner"}' }),
  });
});

test.each(seats)('DB4 the %s is encrypted with its own region’s key, at rest and in transit', (seat) => {
  const cluster = clusterOf(templates[seat]);
  expect(cluster).toMatchObject({ StorageEncrypted: true, KmsKeyId: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } });
  expect(propertiesOf(templates[seat], 'AWS::RDS::DBClusterParameterGroup')['Parameters']).toMatchObject({
    'rds.force_ssl': '1',
  });
});

test.each(seats)('DB4 the %s stands in isolated subnets and lets in functions alone', (seat) => {
  const template = templates[seat];
  const subnets = propertiesOf(template, 'AWS::RDS::DBSubnetGroup')['SubnetIds'] as { Ref: string }[];
  expect(subnets).toHaveLength(3);
  for (const { Ref } of subnets) expect(Ref).toMatch(/Isolated/);
  const group = (cluster: Record<string, unknown>) => JSON.stringify((cluster['VpcSecurityGroupIds'] as unknown[])[0]);
  const ways = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress'))
    .map(({ Properties }) => Properties)
    .filter(({ GroupId }) => JSON.stringify(GroupId) === group(clusterOf(template)));
  expect(ways).toEqual([
    expect.objectContaining({
      FromPort: 5432,
      ToPort: 5432,
      SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringContaining('Functions'), 'GroupId'] },
    }),
  ]);
});

test('DB1 version 15.12 of the second specification is one value in the topology', async () => {
  const { secondary } = await platformTemplates('aurora-15-12');
  secondary.hasResourceProperties('AWS::RDS::DBCluster', { EngineVersion: '15.12' });
  secondary.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Family: 'aurora-postgresql15' });
});

test('RG4 protection is a profile: off by default, on with a reason', async () => {
  expect(clusterOf(templates.primary)['DeletionProtection']).toBe(false);
  const { primary } = await platformTemplates('protected');
  primary.hasResourceProperties('AWS::RDS::DBCluster', { DeletionProtection: true });
  primary.hasResourceProperties('AWS::RDS::GlobalCluster', { DeletionProtection: true });
});
