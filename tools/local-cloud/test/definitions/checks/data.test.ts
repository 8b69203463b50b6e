import { describe } from 'vitest';
import { type Planted, type Sound, testPlanted, testSound } from './planted.ts';

const journal = 'Journal/Properties';
const views = 'Views/Properties';
const instance = 'LedgerInstance/Properties';
const replicas = (...regions: readonly string[]) => regions.map((Region) => ({ Region }));

const planted: readonly Planted[] = [
  [
    'strong consistency in two regions without witness',
    `${journal}/GlobalTableWitnesses`,
    undefined,
    'strong-table-regions Journal.Replicas',
  ],
  [
    'strong consistency in four regions',
    `${journal}/Replicas`,
    replicas('us-east-1', 'us-east-2', 'us-west-2'),
    'strong-table-regions Journal.GlobalTableWitnesses',
    'strong-table-regions Journal.Replicas',
  ],
  [
    'a witness in another set',
    `${journal}/GlobalTableWitnesses`,
    replicas('eu-west-1'),
    'strong-table-regions Journal.Replicas',
  ],
  [
    'a witness where a replica is',
    `${journal}/GlobalTableWitnesses`,
    replicas('us-east-2'),
    'strong-table-regions Journal.Replicas',
  ],
  [
    'a witness of an eventual table',
    `${views}/GlobalTableWitnesses`,
    replicas('us-west-2'),
    'strong-table-regions Views.GlobalTableWitnesses',
  ],
  ['replicas without stream', `${views}/StreamSpecification`, undefined, 'table-replicas Views.StreamSpecification'],
  ['a table elsewhere than its stack', `${views}/Replicas`, replicas('us-east-2'), 'table-replicas Views.Replicas'],
  [
    'two replicas in one region',
    `${views}/Replicas`,
    replicas('us-east-1', 'us-east-1'),
    'table-replicas Views.Replicas',
  ],
  [
    'a key that is not defined',
    `${views}/AttributeDefinitions/0/AttributeName`,
    'other',
    'table-keys Views.KeySchema',
    'table-keys Views.AttributeDefinitions',
  ],
  [
    'a definition that is no key',
    `${views}/AttributeDefinitions/1`,
    { AttributeName: 'x', AttributeType: 'S' },
    'table-keys Views.AttributeDefinitions',
  ],
  ['a key that begins with a range', `${views}/KeySchema/0/KeyType`, 'RANGE', 'table-keys Views.KeySchema'],
  [
    'an index that includes nothing',
    `${views}/GlobalSecondaryIndexes`,
    [
      {
        IndexName: 'all',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE' },
      },
    ],
    'table-keys Views.GlobalSecondaryIndexes.0.Projection',
  ],
  ['provisioned capacity that is not said', `${views}/BillingMode`, 'PROVISIONED', 'table-capacity Views.BillingMode'],
  [
    'a small class in a global database',
    `${instance}/DBInstanceClass`,
    'db.t4g.medium',
    'instance-class LedgerInstance.DBInstanceClass',
  ],
  [
    'a class that Aurora has not',
    `${instance}/DBInstanceClass`,
    'db.m5.large',
    'instance-class LedgerInstance.DBInstanceClass',
  ],
  [
    'a serverless instance in a cluster without capacity',
    'secondary:Instance',
    {
      Type: 'AWS::RDS::DBInstance',
      Properties: { DBClusterIdentifier: { Ref: 'Ledger' }, DBInstanceClass: 'db.serverless' },
    },
    'instance-class Instance.DBInstanceClass',
  ],
  [
    'an instance of a cluster that is not there',
    `${instance}/DBClusterIdentifier`,
    'nowhere',
    'database-of-nothing LedgerInstance.DBClusterIdentifier',
  ],
  [
    'an owner in a secondary',
    'secondary:Ledger/Properties/MasterUsername',
    'owner',
    'global-database Ledger.MasterUsername',
  ],
  [
    'a database in a secondary',
    'secondary:Ledger/Properties/DatabaseName',
    'pay',
    'global-database Ledger.DatabaseName',
  ],
  ['a cluster without owner', 'Ledger/Properties/MasterUsername', undefined, 'global-database Ledger.MasterUsername'],
  [
    'a member of a cluster that is not there',
    'secondary:Ledger/Properties/GlobalClusterIdentifier',
    'nowhere',
    'global-database Ledger.GlobalClusterIdentifier',
  ],
  [
    'more capacity at the least than at the most',
    'Ledger/Properties/ServerlessV2ScalingConfiguration/MinCapacity',
    5,
    'serverless-capacity Ledger.ServerlessV2ScalingConfiguration.MinCapacity',
  ],
  [
    'capacity in thirds',
    'Ledger/Properties/ServerlessV2ScalingConfiguration/MinCapacity',
    0.3,
    'serverless-capacity Ledger.ServerlessV2ScalingConfiguration.MinCapacity',
  ],
  ['a subnet beyond its network', 'Subnet/Properties/CidrBlock', '10.1.0.0/24', 'subnet-ranges Subnet.CidrBlock'],
  ['a subnet over another', 'Subnet2/Properties/CidrBlock', '10.0.0.128/25', 'subnet-ranges Subnet2.CidrBlock'],
  ['a subnet of nothing', 'Subnet/Properties/VpcId', 'vpc-1', 'network-of-nothing Subnet.VpcId'],
];

const sound: readonly Sound[] = [
  [
    'strong consistency in three regions',
    `${journal}`,
    {
      TableName: 'journal-dev',
      BillingMode: 'PAY_PER_REQUEST',
      MultiRegionConsistency: 'STRONG',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      Replicas: replicas('us-east-1', 'us-east-2', 'us-west-2'),
    },
  ],
  [
    'one replica without stream',
    `${views}`,
    {
      TableName: 'views-dev',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      Replicas: replicas('us-east-1'),
    },
  ],
  ['a serverless instance', `${instance}/DBInstanceClass`, 'db.serverless'],
  ['as much capacity at the least as at the most', 'Ledger/Properties/ServerlessV2ScalingConfiguration/MinCapacity', 4],
  ['capacity in halves', 'Ledger/Properties/ServerlessV2ScalingConfiguration/MinCapacity', 1.5],
  ['a subnet beside another', 'Subnet2/Properties/CidrBlock', '10.0.2.0/25'],
];

describe('data and networks', () => {
  testPlanted(planted);
  testSound(sound);
});
