import { objectOf, valuesAt } from '../../property-path.ts';
import type { Place } from '../../rule.ts';
import type { Templates } from '../../templates.ts';

/** `identity`: of a role; `trust`: who may assume it; `resource`: of a queue, key, bucket and so on. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

/** A statement before anything is known about it. */
export type RawStatement = Readonly<Record<string, unknown>>;

export interface PolicyFound {
  readonly at: Place;
  readonly property: string;
  readonly kind: PolicyKind;
  readonly type: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly statements: readonly RawStatement[];
}

/** Where policies are, by resource type. */
const places: readonly (readonly [type: string, path: string, kind: PolicyKind])[] = [
  ['AWS::IAM::Role', 'AssumeRolePolicyDocument', 'trust'],
  ['AWS::IAM::Role', 'Policies.*.PolicyDocument', 'identity'],
  ['AWS::IAM::Policy', 'PolicyDocument', 'identity'],
  ['AWS::IAM::ManagedPolicy', 'PolicyDocument', 'identity'],
  ['AWS::SQS::QueuePolicy', 'PolicyDocument', 'resource'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument', 'resource'],
  ['AWS::S3::BucketPolicy', 'PolicyDocument', 'resource'],
  ['AWS::KMS::Key', 'KeyPolicy', 'resource'],
  ['AWS::KMS::ReplicaKey', 'KeyPolicy', 'resource'],
  ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy', 'resource'],
  ['AWS::Logs::ResourcePolicy', 'PolicyDocument', 'resource'],
  ['AWS::EC2::VPCEndpoint', 'PolicyDocument', 'resource'],
  ['AWS::ApiGateway::RestApi', 'Policy', 'resource'],
];

/** Every policy in the templates. */
export function* policiesIn(templates: Templates): Iterable<PolicyFound> {
  for (const [type, path, kind] of places) {
    for (const resource of templates.ofType(type)) {
      for (const { path: property, value } of valuesAt(resource.properties, path)) {
        const document = objectOf(value) ?? {};
        const statements = statementsIn(document);
        yield { at: resource, property, kind, type, document, statements };
      }
    }
  }
}

/** A policy has one statement or a list of them. */
export function statementsIn(document: Readonly<Record<string, unknown>> | undefined): readonly RawStatement[] {
  const given: unknown = document?.['Statement'] ?? [];
  return (Array.isArray(given) ? given : [given]) as readonly RawStatement[];
}

/** One value or a list of them: IAM takes both. */
export function textsOf(value: unknown): readonly string[] {
  return value === undefined ? [] : [value].flat().map(String);
}
