import { type ReferencePlace, referenceRule } from '../../reference-rule.ts';

/** Properties by which databases name groups and clusters of their region. */
const places: readonly ReferencePlace[] = [
  ['AWS::RDS::DBInstance', 'DBClusterIdentifier', 'AWS::RDS::DBCluster'],
  ['AWS::RDS::DBCluster', 'DBSubnetGroupName', 'AWS::RDS::DBSubnetGroup'],
  ['AWS::RDS::DBCluster', 'DBClusterParameterGroupName', 'AWS::RDS::DBClusterParameterGroup'],
  ['AWS::RDS::DBInstance', 'DBParameterGroupName', 'AWS::RDS::DBParameterGroup'],
  ['AWS::RDS::DBSubnetGroup', 'SubnetIds.*', 'AWS::EC2::Subnet'],
  ['AWS::RDS::DBCluster', 'VpcSecurityGroupIds.*', 'AWS::EC2::SecurityGroup'],
];

/** Clusters, groups and subnets that are in no template. */
export const databaseOfNothing = referenceRule('database-of-nothing', {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html',
  places,
  isKnown: (text) => text.startsWith('default.'),
});
