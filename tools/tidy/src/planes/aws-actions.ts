/** Who answers a call, and needs to be there for it. */
export type AnsweredIn =
  /** The region whose endpoint is called, and no other. */
  | 'one region'
  /** The region whose endpoint is called, with one of the two others: any one region may be lost. */
  | 'a quorum of regions'
  /** The only region that has this control plane, whatever endpoint is called. */
  | 'us-east-1';

/** Actions of a service that are of one plane and answered by one kind of place, by their names in IAM. */
interface ActionKind {
  readonly service: string;
  /** `control` creates, describes, changes and deletes resources; `data` is what resources are there for. */
  readonly plane: 'control' | 'data';
  readonly answeredIn: AnsweredIn;
  readonly actions: readonly string[];
  /** Page that says of which plane the actions are, or who answers them. */
  readonly source: string;
}

const boundaries = 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries';

/** Create, describe, change, delete and list are the control plane, the service's own work is the data plane. */
const planes = `${boundaries}/control-planes-and-data-planes.html`;

/**
 * Every AWS action that a recovery may use, and those that it must not, so that using one of them fails by name. Whoever adds a
 * call adds its line: an action that is not here fails, too.
 */
const actionKinds: readonly ActionKind[] = [
  {
    service: 'dynamodb',
    plane: 'data',
    // Tables that replicate eventually need their own region alone.
    answeredIn: 'a quorum of regions',
    actions: ['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'],
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html',
  },
  {
    service: 'dynamodb',
    plane: 'control',
    answeredIn: 'one region',
    // Asked by the SDK only where endpoint discovery is switched on, which it is not.
    actions: ['DescribeEndpoints', 'DescribeTable', 'UpdateTable'],
    source: planes,
  },
  { service: 'lambda', plane: 'data', answeredIn: 'one region', actions: ['InvokeFunction'], source: planes },
  {
    service: 'states',
    plane: 'data',
    answeredIn: 'one region',
    actions: ['StartExecution'],
    source: 'https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html',
  },
  {
    service: 'rds',
    plane: 'control',
    answeredIn: 'one region',
    actions: ['DescribeDBClusters', 'DescribeDBInstances', 'DescribeGlobalClusters'],
    source: planes,
  },
  {
    service: 'rds',
    plane: 'control',
    // Called in the region of the cluster that is promoted. Without data loss allowed it is a switchover, which needs both.
    answeredIn: 'one region',
    actions: ['FailoverGlobalCluster'],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_FailoverGlobalCluster.html',
  },
  {
    service: 'rds-data',
    plane: 'data',
    answeredIn: 'one region',
    actions: [
      'BatchExecuteStatement',
      'BeginTransaction',
      'CommitTransaction',
      'ExecuteStatement',
      'RollbackTransaction',
    ],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html',
  },
  {
    service: 'secretsmanager',
    plane: 'data',
    // A replica of a secret is a secret of its region.
    answeredIn: 'one region',
    actions: ['DescribeSecret', 'GetSecretValue'],
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html',
  },
  {
    service: 'ssm',
    plane: 'data',
    answeredIn: 'one region',
    actions: ['GetParameter', 'GetParameters', 'GetParametersByPath'],
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html',
  },
  { service: 'cloudwatch', plane: 'data', answeredIn: 'one region', actions: ['GetMetricData'], source: planes },
  { service: 'events', plane: 'data', answeredIn: 'one region', actions: ['PutEvents'], source: planes },
  {
    service: 'kms',
    plane: 'data',
    // Each region has a key of its own.
    answeredIn: 'one region',
    actions: ['Decrypt', 'GenerateDataKey', 'GenerateDataKey*'],
    source: planes,
  },
  {
    service: 'logs',
    plane: 'data',
    answeredIn: 'one region',
    // Lambda calls them, and runs functions without a log when they fail.
    actions: ['CreateLogStream', 'PutLogEvents'],
    source: planes,
  },
  { service: 's3', plane: 'data', answeredIn: 'one region', actions: ['GetObject', 'PutObject'], source: planes },
  // Each region sends by itself, from an identity of its own.
  { service: 'ses', plane: 'data', answeredIn: 'one region', actions: ['SendEmail'], source: planes },
  { service: 'sns', plane: 'data', answeredIn: 'one region', actions: ['Publish'], source: planes },
  {
    service: 'sqs',
    plane: 'data',
    answeredIn: 'one region',
    actions: ['ChangeMessageVisibility', 'DeleteMessage', 'ReceiveMessage', 'SendMessage'],
    source: planes,
  },
  {
    service: 'sqs',
    plane: 'control',
    answeredIn: 'one region',
    // Lambda's poller needs them once; it polls while nobody answers.
    actions: ['GetQueueAttributes', 'GetQueueUrl'],
    source: planes,
  },
  {
    service: 'ec2',
    plane: 'control',
    answeredIn: 'one region',
    // Lambda alone calls them, when a function is deployed; a deny keeps them from code.
    actions: [
      'AssignPrivateIpAddresses',
      'CreateNetworkInterface',
      'DeleteNetworkInterface',
      'DescribeNetworkInterfaces',
      'DescribeSubnets',
      'UnassignPrivateIpAddresses',
    ],
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  },
  {
    service: 'route53',
    plane: 'control',
    answeredIn: 'us-east-1',
    actions: [
      'ChangeResourceRecordSets',
      'GetHealthCheck',
      'GetHealthCheckStatus',
      'ListHealthChecks',
      'ListResourceRecordSets',
      'UpdateHealthCheck',
    ],
    source: `${boundaries}/appendix-b---edge-network-global-service-guidance.html`,
  },
  {
    service: 'iam',
    plane: 'control',
    answeredIn: 'us-east-1',
    actions: ['AttachRolePolicy', 'CreateRole', 'GetRole', 'PassRole', 'PutRolePolicy'],
    source: `${boundaries}/appendix-a---partitional-service-guidance.html`,
  },
];

/** Looks an action up; undefined for one that nobody has looked up. */
export function kindOf(action: string): ActionKind | undefined {
  const [service, name = ''] = action.split(':');
  return actionKinds.find((kind) => kind.service === service && kind.actions.includes(name));
}

/** Prefix in IAM of the service that a client of the SDK calls. */
export const serviceOfClient: Readonly<Record<string, string>> = {
  CloudWatchClient: 'cloudwatch',
  DynamoDBClient: 'dynamodb',
  EventBridgeClient: 'events',
  LambdaClient: 'lambda',
  RDSClient: 'rds',
  RDSDataClient: 'rds-data',
  S3Client: 's3',
  SESv2Client: 'ses',
  SFNClient: 'states',
  SNSClient: 'sns',
  SQSClient: 'sqs',
  SSMClient: 'ssm',
  SecretsManagerClient: 'secretsmanager',
};

/** Clients of the SDK's chain of credentials, which ends at the environment of a function before it asks any of them. */
export const credentialClients: readonly string[] = ['SSOOIDCClient', 'SSOClient', 'STSClient', 'SigninClient'];

/** Operations whose permission has another name. */
export const actionOfOperation: Readonly<Record<string, string>> = { 'lambda:Invoke': 'lambda:InvokeFunction' };
