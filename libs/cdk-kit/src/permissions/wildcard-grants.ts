import { PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';

/**
 * Every grant whose actions or resources hold a `*`, by statement id, with the reason.
 *
 * A test over every template refuses a wildcard whose statement id is not in this table.
 */
export const wildcardGrants = {
  NetworkInterfacesOfFunctions:
    'Lambda attaches a function to its subnets with the function role; EC2 knows no resource-level permission for Describe ' +
    'and the interfaces have no names beforehand. A second statement denies the same actions to the code of functions.',
  NetworkInterfacesNotForCode:
    'A deny: it takes away what the statement before grants, from the code of every function.',
  LogStreamsOfOwnGroup: 'Log streams are named by Lambda at run time; the grant ends at the log group of the function.',
  LedgerOwnerSecret: 'Secrets Manager appends six random characters to the name; the pattern fits that one secret.',
  LedgerRoleSecret: 'Secrets Manager appends six random characters to the name; the pattern fits that one secret.',
  NamedSecrets: 'Secrets Manager appends six random characters to each name; each pattern fits one secret.',
  ObjectsOfArchive: 'Objects are named when they are written; the grant ends at the archive of the region.',
  CopiesInPeerArchive: 'Objects are named when they are written; the grant ends at the archive of the other region.',
  ObjectsBelowPrefix: 'Objects are named when they are written; the grant ends at a prefix of the region’s archive.',
  ObjectsOfExports:
    'Files are named by their exports at run time; the grant ends at the bucket of exports of the region.',
  AccessLogsOfApis:
    'API Gateway demands these of the one role it writes logs with in an account and region, and tries them when the role ' +
    'is set, before any API exists.',
  ListsOfRegion:
    'These calls know no resource-level permission; they list what is deployed and how much may run, and show no data.',
  ThingsOfEnvironment:
    'Readiness compares what is there with what is there in the other region, so that it must not know the names beforehand; ' +
    'the patterns end in the environment, and the actions describe.',
  OperatorRoutes:
    'A route is invoked under the ids in its path, which are named at run time; each pattern ends at one method and route of one API, ' +
    'and no route of another role fits it.',
  TextMessagesToNumbers:
    'A phone number is no resource that IAM knows: sns:Publish to one is granted on every resource or not at all ' +
    '(docs.aws.amazon.com/step-functions/latest/dg/sns-iam.html). The statement after it takes every topic away.',
  TextMessagesToNoTopic: 'A deny: it takes away every topic of what the statement before grants.',
  ReplicationLag: 'CloudWatch knows no resource-level permission for reading metrics.',
} as const;
export type WildcardGrant = keyof typeof wildcardGrants;

/** A policy statement with a wildcard; its reason is in {@link wildcardGrants}. */
export function wildcardStatement(sid: WildcardGrant, props: Omit<PolicyStatementProps, 'sid'>): PolicyStatement {
  return new PolicyStatement({ sid, ...props });
}
