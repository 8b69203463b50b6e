import type { TypeBounds } from './bound.ts';

const reference = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const cidr = /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-8])$/;

/** Identities, keys, networks, names and front doors. */
export const accessBounds: Readonly<Record<string, TypeBounds>> = {
  'AWS::IAM::Role': {
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
    bounds: [
      { path: 'RoleName', length: [1, 64], pattern: /^[\w+=,.@-]+$/ },
      { path: 'Description', length: [0, 1000] },
      { path: 'MaxSessionDuration', min: 3600, max: 43_200 },
      { path: 'Policies.*.PolicyName', length: [1, 128], pattern: /^[\w+=,.@-]+$/ },
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 10, and 20 on request.
      { path: 'ManagedPolicyArns', items: [0, 10] },
    ],
  },
  'AWS::IAM::Policy': {
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html',
    bounds: [{ path: 'PolicyName', length: [1, 128], pattern: /^[\w+=,.@-]+$/ }],
  },
  'AWS::KMS::Key': {
    source: `${reference}/aws-resource-kms-key.html`,
    bounds: [
      { path: 'PendingWindowInDays', min: 7, max: 30 },
      { path: 'RotationPeriodInDays', min: 90, max: 2560 },
      { path: 'Description', length: [0, 8192] },
    ],
  },
  'AWS::KMS::Alias': {
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
    bounds: [{ path: 'AliasName', length: [1, 256], pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/ }],
  },
  'AWS::EC2::VPC': {
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    bounds: [{ path: 'CidrBlock', pattern: cidr }],
  },
  'AWS::EC2::Subnet': {
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html',
    bounds: [{ path: 'CidrBlock', pattern: cidr }],
  },
  'AWS::EC2::NetworkAclEntry': {
    source: `${reference}/aws-resource-ec2-networkaclentry.html`,
    bounds: [{ path: 'RuleNumber', min: 1, max: 32_766 }],
  },
  'AWS::EC2::FlowLog': {
    source: `${reference}/aws-resource-ec2-flowlog.html`,
    bounds: [{ path: 'MaxAggregationInterval', oneOf: [60, 600] }],
  },
  'AWS::ApiGateway::Method': {
    source:
      'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html',
    bounds: [
      { path: 'HttpMethod', oneOf: ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] },
      { path: 'Integration.TimeoutInMillis', min: 50, max: 29_000 },
    ],
  },
  'AWS::ApiGateway::Stage': {
    source: `${reference}/aws-resource-apigateway-stage.html`,
    bounds: [{ path: 'StageName', length: [1, 128], pattern: /^[A-Za-z0-9_-]+$/ }],
  },
  'AWS::ApiGateway::Resource': {
    source: `${reference}/aws-resource-apigateway-resource.html`,
    bounds: [{ path: 'PathPart', pattern: /^([a-zA-Z0-9._~:@-]+|\{[a-zA-Z0-9._-]+\+?\})$/ }],
  },
  'AWS::ApiGateway::Model': {
    source: `${reference}/aws-resource-apigateway-model.html`,
    bounds: [{ path: 'Name', length: [1, 128], pattern: /^[a-zA-Z0-9]+$/ }],
  },
  'AWS::Route53::RecordSet': {
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html',
    bounds: [
      { path: 'Name', length: [1, 1024] },
      { path: 'SetIdentifier', length: [1, 128] },
      { path: 'TTL', min: 0, max: 2_147_483_647 },
      { path: 'Weight', min: 0, max: 255 },
      { path: 'Failover', oneOf: ['PRIMARY', 'SECONDARY'] },
    ],
  },
  'AWS::Route53::HealthCheck': {
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html',
    bounds: [
      { path: 'HealthCheckConfig.FailureThreshold', min: 1, max: 10 },
      { path: 'HealthCheckConfig.RequestInterval', oneOf: [10, 30] },
      { path: 'HealthCheckConfig.HealthThreshold', min: 0, max: 256 },
      { path: 'HealthCheckConfig.Port', min: 1, max: 65_535 },
      { path: 'HealthCheckConfig.ResourcePath', length: [0, 255] },
      { path: 'HealthCheckConfig.FullyQualifiedDomainName', length: [1, 255] },
      { path: 'HealthCheckConfig.ChildHealthChecks', items: [0, 256] },
      { path: 'HealthCheckConfig.Regions', items: [3, 64] },
    ],
  },
};
