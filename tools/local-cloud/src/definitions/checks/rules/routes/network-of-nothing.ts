import { type ReferencePlace, referenceRule } from '../../reference-rule.ts';

/** Properties by which parts of a network name other parts of their region. */
const places: readonly ReferencePlace[] = [
  ['AWS::EC2::Subnet', 'VpcId', 'AWS::EC2::VPC'],
  ['AWS::EC2::RouteTable', 'VpcId', 'AWS::EC2::VPC'],
  ['AWS::EC2::SecurityGroup', 'VpcId', 'AWS::EC2::VPC'],
  ['AWS::EC2::SubnetRouteTableAssociation', 'SubnetId', 'AWS::EC2::Subnet'],
  ['AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId', 'AWS::EC2::RouteTable'],
  ['AWS::EC2::Route', 'RouteTableId', 'AWS::EC2::RouteTable'],
  ['AWS::EC2::VPCEndpoint', 'SubnetIds.*', 'AWS::EC2::Subnet'],
  ['AWS::Lambda::Function', 'VpcConfig.SubnetIds.*', 'AWS::EC2::Subnet'],
  ['AWS::Lambda::Function', 'VpcConfig.SecurityGroupIds.*', 'AWS::EC2::SecurityGroup'],
];

/** Networks, subnets, tables and groups that are in no template. */
export const networkOfNothing = referenceRule('network-of-nothing', {
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html',
  places,
});
