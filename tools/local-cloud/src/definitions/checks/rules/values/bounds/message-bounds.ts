import type { TypeBounds } from './bound.ts';

/** Buses, queues, topics and alarms. */
export const messageBounds: Readonly<Record<string, TypeBounds>> = {
  'AWS::SQS::Queue': {
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
    bounds: [
      { path: 'QueueName', length: [1, 80], pattern: /^[a-zA-Z0-9_-]+(\.fifo)?$/ },
      { path: 'VisibilityTimeout', min: 0, max: 43_200 },
      { path: 'DelaySeconds', min: 0, max: 900 },
      { path: 'ReceiveMessageWaitTimeSeconds', min: 0, max: 20 },
      { path: 'MessageRetentionPeriod', min: 60, max: 1_209_600 },
      { path: 'MaximumMessageSize', min: 1024, max: 1_048_576 },
      { path: 'KmsDataKeyReusePeriodSeconds', min: 60, max: 86_400 },
      { path: 'RedrivePolicy.maxReceiveCount', min: 1, max: 1000 },
      { path: 'RedriveAllowPolicy.sourceQueueArns', items: [1, 10] },
      { path: 'RedriveAllowPolicy.redrivePermission', oneOf: ['allowAll', 'denyAll', 'byQueue'] },
    ],
  },
  'AWS::SNS::Topic': {
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
    bounds: [
      { path: 'TopicName', length: [1, 256], pattern: /^[A-Za-z0-9_-]+(\.fifo)?$/ },
      { path: 'DisplayName', length: [0, 100] },
    ],
  },
  'AWS::SNS::Subscription': {
    source: 'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
    bounds: [
      {
        path: 'Protocol',
        oneOf: ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'],
      },
    ],
  },
  'AWS::Events::Rule': {
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html',
    bounds: [
      { path: 'Name', length: [1, 64], pattern: /^[.\-_A-Za-z0-9]+$/ },
      { path: 'Description', length: [0, 512] },
      { path: 'EventPattern', length: [0, 4096] },
      { path: 'ScheduleExpression', length: [0, 256] },
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
      { path: 'Targets', items: [1, 5] },
      { path: 'Targets.*.Id', length: [1, 64], pattern: /^[.\-_A-Za-z0-9]+$/ },
      { path: 'Targets.*.Arn', length: [1, 1600] },
      { path: 'Targets.*.Input', length: [0, 8192] },
      // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
      { path: 'Targets.*.RetryPolicy.MaximumRetryAttempts', min: 0, max: 185 },
      { path: 'Targets.*.RetryPolicy.MaximumEventAgeInSeconds', min: 60, max: 86_400 },
    ],
  },
  'AWS::Events::EventBus': {
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html',
    bounds: [{ path: 'Name', length: [1, 256], pattern: /^(?!default$)[.\-_A-Za-z0-9]+$/ }],
  },
  'AWS::Events::Archive': {
    source: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html',
    bounds: [
      { path: 'ArchiveName', length: [1, 48], pattern: /^[.\-_A-Za-z0-9]+$/ },
      { path: 'Description', length: [0, 512] },
    ],
  },
  'AWS::CloudWatch::Alarm': {
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
    bounds: [
      { path: 'AlarmName', length: [1, 255] },
      { path: 'AlarmDescription', length: [0, 1024] },
      { path: 'AlarmActions', items: [0, 5] },
      { path: 'OKActions', items: [0, 5] },
      { path: 'InsufficientDataActions', items: [0, 5] },
      { path: 'Dimensions', items: [0, 30] },
      { path: 'Statistic', oneOf: ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] },
      { path: 'TreatMissingData', oneOf: ['breaching', 'notBreaching', 'ignore', 'missing'] },
      {
        path: 'ComparisonOperator',
        oneOf: [
          ...['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold'],
          ...['LessThanOrEqualToThreshold', 'LessThanLowerOrGreaterThanUpperThreshold'],
          ...['LessThanLowerThreshold', 'GreaterThanUpperThreshold'],
        ],
      },
    ],
  },
  'AWS::CloudWatch::Dashboard': {
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html',
    bounds: [{ path: 'DashboardName', length: [1, 255], pattern: /^[A-Za-z0-9_-]+$/ }],
  },
};
