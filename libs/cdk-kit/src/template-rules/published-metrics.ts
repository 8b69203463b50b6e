import type { StackSite } from './template.ts';

/** A family of metrics of one AWS service, as AWS documents them. */
export interface PublishedMetrics {
  readonly namespace: string;
  readonly names: readonly string[];
  /** Sets of dimensions under which AWS publishes the metrics; a metric is found by all of its dimensions and no others. */
  readonly dimensions: readonly (readonly string[])[];
  /**
   * Says why the metrics of these dimensions are not published in the region of the stack; undefined when they are. Values that
   * are known only at deployment are undefined.
   *
   * @default - AWS publishes the metrics in the region of the resource
   */
  readonly elsewhere?: (values: Readonly<Record<string, string | undefined>>, site: StackSite) => string | undefined;
  /** AWS' page that says so. */
  readonly source: string;
}

/**
 * The metrics of AWS that alarms may look at. An alarm on anything else stays silent for ever, and CloudFormation takes it.
 *
 * Whoever brings a metric reads its name, dimensions and region in the source, not in an example.
 */
export const publishedMetrics: readonly PublishedMetrics[] = [
  {
    namespace: 'AWS/ApiGateway',
    names: ['4XXError', '5XXError', 'Count', 'IntegrationLatency', 'Latency'],
    dimensions: [['ApiName'], ['ApiName', 'Stage'], ['ApiName', 'Method', 'Resource', 'Stage']],
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html',
  },
  {
    namespace: 'AWS/Backup',
    names: ['NumberOfBackupJobsFailed', 'NumberOfCopyJobsFailed'],
    dimensions: [['BackupVaultName'], ['BackupVaultName', 'ResourceType'], ['ResourceType']],
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html',
  },
  {
    namespace: 'AWS/DynamoDB',
    names: ['ReadThrottleEvents', 'WriteThrottleEvents'],
    dimensions: [['TableName'], ['GlobalSecondaryIndexName', 'TableName']],
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html',
  },
  {
    namespace: 'AWS/DynamoDB',
    names: ['SuccessfulRequestLatency', 'SystemErrors', 'ThrottledRequests'],
    dimensions: [['Operation', 'TableName']],
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html',
  },
  {
    namespace: 'AWS/Lambda',
    names: ['Duration', 'Errors', 'Invocations', 'Throttles'],
    dimensions: [['FunctionName'], ['FunctionName', 'Resource']],
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  },
  {
    namespace: 'AWS/Lambda',
    names: ['AsyncEventAge', 'AsyncEventsDropped', 'AsyncEventsReceived'],
    dimensions: [['FunctionName']],
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  },
  {
    namespace: 'AWS/RDS',
    names: ['CPUUtilization', 'DatabaseConnections', 'FreeableMemory'],
    dimensions: [['DBClusterIdentifier'], ['DBClusterIdentifier', 'Role'], ['DBInstanceIdentifier']],
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/dimensions.html',
  },
  {
    namespace: 'AWS/RDS',
    names: ['AuroraGlobalDBDataTransferBytes', 'AuroraGlobalDBReplicatedWriteIO', 'AuroraGlobalDBReplicationLag'],
    dimensions: [['DBClusterIdentifier', 'SourceRegion']],
    elsewhere: ({ SourceRegion }, { region, peerRegion }) =>
      SourceRegion === peerRegion
        ? undefined
        : `the replica in ${region} reports it with SourceRegion ${peerRegion}, got ${SourceRegion}`,
    // The metric group of AWS' workshop on global databases; the user guide lists the names alone.
    source: 'https://awsauroralabsmy.com/global/cw/',
  },
  {
    namespace: 'AWS/Route53',
    names: ['HealthCheckPercentageHealthy', 'HealthCheckStatus'],
    dimensions: [['HealthCheckId']],
    elsewhere: (_, { region }) =>
      region === 'us-east-1' ? undefined : `Route 53 publishes in us-east-1 alone, got ${region}`,
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html',
  },
  {
    namespace: 'AWS/S3',
    names: ['BytesPendingReplication', 'OperationsPendingReplication', 'ReplicationLatency'],
    dimensions: [['DestinationBucket', 'RuleId', 'SourceBucket']],
    elsewhere: ({ DestinationBucket, SourceBucket }, site) =>
      isElsewhere(DestinationBucket, site) || isHere(SourceBucket, site)
        ? `S3 publishes it in the region of the destination, got ${SourceBucket ?? 'a bucket'} → ${DestinationBucket ?? 'a bucket'} in ${site.region}`
        : undefined,
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html',
  },
  {
    namespace: 'AWS/SNS',
    names: ['NumberOfNotificationsFailed'],
    dimensions: [['TopicName']],
    source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html',
  },
  {
    namespace: 'AWS/SES',
    names: ['Reputation.BounceRate', 'Reputation.ComplaintRate'],
    // Of the account in the region.
    dimensions: [[]],
    source: 'https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html',
  },
  {
    namespace: 'AWS/SQS',
    names: ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible'],
    dimensions: [['QueueName']],
    source:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html',
  },
  {
    namespace: 'AWS/States',
    names: ['ExecutionsAborted', 'ExecutionsFailed', 'ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsTimedOut'],
    dimensions: [['StateMachineArn']],
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html',
  },
];

/** Names of buckets end in their region, behind the suffix of the environment: `archive-bucket-{account}-{region}-{suffix}`. */
function isHere(bucket: string | undefined, { region }: StackSite): boolean {
  return bucket?.includes(`-${region}-`) ?? false;
}

function isElsewhere(bucket: string | undefined, { peerRegion }: StackSite): boolean {
  return bucket?.includes(`-${peerRegion}-`) ?? false;
}
