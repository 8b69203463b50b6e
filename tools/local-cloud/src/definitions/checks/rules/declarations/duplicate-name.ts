import type { ResolvedResource } from '../../../../protocol/resolved.ts';
import type { Rule } from '../../rule.ts';
import type { Templates } from '../../templates.ts';

/** Names taken once in an account, and those taken worldwide, which are taken once here, too. */
const global = ['AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::S3::Bucket', 'AWS::RDS::GlobalCluster'];

/** Properties that make a resource one of a kind where its name alone does not. */
const composed: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::Method': ['RestApiId', 'ResourceId', 'HttpMethod'],
  'AWS::ApiGateway::Model': ['RestApiId', 'Name'],
  'AWS::ApiGateway::Resource': ['RestApiId', 'ParentId', 'PathPart'],
  'AWS::ApiGateway::GatewayResponse': ['RestApiId', 'ResponseType'],
  'AWS::ApiGateway::Stage': ['RestApiId', 'StageName'],
  'AWS::ApiGatewayV2::ApiMapping': ['DomainName', 'ApiMappingKey'],
  'AWS::EC2::Route': ['RouteTableId', 'DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  'AWS::EC2::NetworkAclEntry': ['NetworkAclId', 'Egress', 'RuleNumber'],
  'AWS::EC2::SubnetRouteTableAssociation': ['SubnetId'],
  'AWS::Events::EventBusPolicy': ['EventBusName', 'StatementId'],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'Qualifier'],
  'AWS::Lambda::EventSourceMapping': ['FunctionName', 'EventSourceArn'],
  'AWS::Route53::RecordSet': ['HostedZoneId', 'HostedZoneName', 'Name', 'Type', 'SetIdentifier'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::SNS::Subscription': ['TopicArn', 'Protocol', 'Endpoint'],
  'AWS::SecretsManager::SecretTargetAttachment': ['SecretId'],
};

/** Two types that share their names. */
const namespaces: Readonly<Record<string, string>> = { 'AWS::CloudWatch::CompositeAlarm': 'AWS::CloudWatch::Alarm' };

/** No two resources can have one name where it must be unique, replicas in other regions included. */
export const duplicateName: Rule = {
  name: 'duplicate-name',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html',
  *check({ everywhere }: Templates) {
    const taken = new Map<string, ResolvedResource>();
    for (const resource of everywhere) {
      const key = keyOf(resource);
      const other = taken.get(key);
      if (other === undefined) {
        taken.set(key, resource);
        continue;
      }
      // One resource that two regions hold, such as a bucket that a call at deployment reaches.
      if (other.logicalId === resource.logicalId && other.stackName === resource.stackName) continue;
      yield {
        at: resource,
        property: composed[resource.type]?.at(-1) ?? nameProperty(resource),
        message: `${other.stackName}/${other.logicalId} is the same ${resource.type}, ${resource.physicalId}; name one of them otherwise, or leave it out`,
      };
    }
  },
};

/** Equal for two resources that can't both exist. */
function keyOf({ type, region, physicalId, properties }: ResolvedResource): string {
  const parts = composed[type];
  if (parts !== undefined) {
    const values = parts.map((name) => String(properties[name] ?? '').replace(/\.$/, ''));
    // Zones are worldwide: records of two regions' stacks meet in one.
    const where = type === 'AWS::Route53::RecordSet' ? '' : region;
    return [type, where, ...values].join('\n');
  }
  return [namespaces[type] ?? type, global.includes(type) ? '' : region, physicalId].join('\n');
}

/** The property that holds the name, for the message. */
function nameProperty({ properties, physicalId }: ResolvedResource): string {
  const found = Object.entries(properties).find(
    ([name, value]) =>
      /Name$|Identifier$/.test(name) &&
      typeof value === 'string' &&
      physicalId.toLowerCase().endsWith(value.toLowerCase()),
  );
  return found?.[0] ?? '';
}
