import { policyDocumentComplaint, rolePoliciesComplaint } from '../policy-document.ts';
import { accepted, arn, numbered, type ResourceKind, type ResourceKinds, roleId, simulated } from './kind.ts';

const oneMachine = accepted('all processes are on one machine: packets are not routed or filtered');

function part(prefix: string, attributes: ResourceKind['attributes'] = {}): ResourceKind {
  return { support: oneMachine, ref: numbered(prefix), attributes };
}

/** Networks: everything is on loopback. */
export const networkKinds: ResourceKinds = {
  'AWS::EC2::VPC': part('vpc-', {
    VpcId: (vpc) => vpc.physicalId,
    CidrBlock: (vpc) => String(vpc.property('CidrBlock')),
    DefaultSecurityGroup: (vpc) => `sg-${vpc.physicalId.slice(4)}`,
    DefaultNetworkAcl: (vpc) => `acl-${vpc.physicalId.slice(4)}`,
  }),
  'AWS::EC2::Subnet': part('subnet-', {
    SubnetId: (subnet) => subnet.physicalId,
    AvailabilityZone: (subnet) => String(subnet.property('AvailabilityZone')),
    VpcId: (subnet) => String(subnet.property('VpcId')),
  }),
  'AWS::EC2::RouteTable': part('rtb-', { RouteTableId: (table) => table.physicalId }),
  'AWS::EC2::SubnetRouteTableAssociation': part('rtbassoc-'),
  'AWS::EC2::Route': part('route-'),
  'AWS::EC2::InternetGateway': part('igw-', { InternetGatewayId: (gateway) => gateway.physicalId }),
  'AWS::EC2::VPCGatewayAttachment': part('igw-attach-'),
  'AWS::EC2::NatGateway': part('nat-', { NatGatewayId: (gateway) => gateway.physicalId }),
  'AWS::EC2::EIP': part('eip-', {
    AllocationId: (address) => `eipalloc-${address.physicalId.slice(4)}`,
    PublicIp: () => '192.0.2.1',
  }),
  'AWS::EC2::SecurityGroup': part('sg-', {
    GroupId: (group) => group.physicalId,
    VpcId: (group) => String(group.property('VpcId')),
  }),
  'AWS::EC2::SecurityGroupIngress': part('sgr-'),
  'AWS::EC2::SecurityGroupEgress': part('sgr-'),
  'AWS::EC2::NetworkAcl': part('acl-', { Id: (acl) => acl.physicalId }),
  'AWS::EC2::NetworkAclEntry': part('aclentry-'),
  'AWS::EC2::SubnetNetworkAclAssociation': part('aclassoc-', { AssociationId: (it) => it.physicalId }),
  'AWS::EC2::VPCEndpoint': part('vpce-', { Id: (endpoint) => endpoint.physicalId }),
  'AWS::EC2::FlowLog': part('fl-', { Id: (log) => log.physicalId }),
  'Custom::VpcRestrictDefaultSG': { support: oneMachine, ref: numbered('restrict-default-sg-'), attributes: {} },
};

const log = 'what managed policies of AWS grant to functions is about their logs';
const people = 'is for people';

/** Identities and keys. */
export const securityKinds: ResourceKinds = {
  'AWS::IAM::Role': {
    support: simulated('iam', ['RoleName', 'Policies', 'AssumeRolePolicyDocument'], {
      Description: people,
      ManagedPolicyArns: log,
    }),
    ref: (role) => roleName(role),
    attributes: {
      // IAM is global: its ARNs carry no region.
      Arn: (role) => `arn:aws:iam::${role.account}:role/${role.physicalId}`,
      RoleId: roleId,
    },
    complaint: ({ Policies }) => rolePoliciesComplaint(Policies),
  },
  'AWS::IAM::Policy': {
    support: simulated('iam', ['PolicyName', 'PolicyDocument', 'Roles']),
    ref: numbered('policy-'),
    attributes: {},
    complaint: ({ PolicyDocument }) => policyDocumentComplaint(PolicyDocument),
  },
  'AWS::IAM::ManagedPolicy': {
    support: simulated('iam', ['PolicyDocument', 'Roles'], {
      Description: people,
      ManagedPolicyName: people,
      Path: people,
    }),
    complaint: ({ PolicyDocument }) => policyDocumentComplaint(PolicyDocument),
    ref: (policy) => `arn:aws:iam::${policy.account}:policy/${numbered(`${policy.logicalId}-`)(policy)}`,
    attributes: {},
  },
  'AWS::KMS::Key': {
    support: accepted('nothing at rest is encrypted on this machine; keys are names'),
    ref: numbered('key-', 32),
    attributes: { Arn: (key) => arn(key, 'kms', `key/${key.physicalId}`), KeyId: (key) => key.physicalId },
  },
  'AWS::KMS::ReplicaKey': {
    support: accepted('nothing at rest is encrypted on this machine; keys are names'),
    ref: numbered('mrk-', 32),
    attributes: { Arn: (key) => arn(key, 'kms', `key/${key.physicalId}`), KeyId: (key) => key.physicalId },
  },
  'AWS::KMS::Alias': {
    support: accepted('nothing at rest is encrypted on this machine; keys are names'),
    ref: (alias) => String(alias.property('AliasName')),
    attributes: {},
  },
  'AWS::CertificateManager::Certificate': {
    support: accepted('HTTP stays on loopback without TLS; domain validation always succeeds'),
    ref: (certificate) => arn(certificate, 'acm', `certificate/${numbered('')(certificate)}`),
    attributes: {},
  },
};

function roleName(role: Parameters<ResourceKind['ref']>[0]): string {
  const given = role.property('RoleName');
  return typeof given === 'string'
    ? given
    : `${role.stackName}-${role.logicalId}`.slice(0, 51).concat('-', numbered('', 12)(role));
}
