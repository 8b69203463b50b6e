import { accepted, arn, fingerprint, named, numbered, type ResourceKinds, simulated } from './kind.ts';

const notEvaluated = accepted('policies of resources are not evaluated, those of roles are');
const unencrypted = 'nothing at rest is encrypted on this machine';

/** Buses, queues and topics. */
export const messagingKinds: ResourceKinds = {
  'AWS::Events::EventBus': {
    support: simulated('eventbridge', ['Name'], {
      Description: 'is for people',
      KmsKeyIdentifier: unencrypted,
      DeadLetterConfig: 'delivery inside one machine does not fail for a day',
    }),
    ref: named('Name', 256),
    attributes: {
      Arn: (bus) => arn(bus, 'events', `event-bus/${bus.physicalId}`),
      Name: (bus) => bus.physicalId,
    },
  },
  'AWS::Events::EventBusPolicy': {
    support: notEvaluated,
    ref: (policy) => String(policy.property('StatementId')),
    attributes: {},
  },
  'AWS::Events::Rule': {
    support: simulated(
      'eventbridge',
      ['Name', 'EventBusName', 'EventPattern', 'ScheduleExpression', 'State', 'Targets', 'RoleArn'],
      { Description: 'is for people' },
    ),
    ref: (rule) => {
      const bus = rule.property('EventBusName');
      const name = named('Name')(rule);
      return typeof bus === 'string' && !bus.endsWith('default') ? `${bus.split('/').at(-1)}|${name}` : name;
    },
    attributes: { Arn: (rule) => arn(rule, 'events', `rule/${rule.physicalId.replace('|', '/')}`) },
  },
  'AWS::Events::Archive': {
    support: accepted('what a bus accepted is in its events file; replay from an archive is not offered'),
    ref: named('ArchiveName', 48),
    attributes: { Arn: (archive) => arn(archive, 'events', `archive/${archive.physicalId}`) },
  },
  'AWS::SQS::Queue': {
    support: simulated(
      'sqs',
      [
        'QueueName',
        'DelaySeconds',
        'MessageRetentionPeriod',
        'ReceiveMessageWaitTimeSeconds',
        'RedrivePolicy',
        'VisibilityTimeout',
      ],
      {
        KmsMasterKeyId: unencrypted,
        KmsDataKeyReusePeriodSeconds: unencrypted,
        SqsManagedSseEnabled: unencrypted,
        RedriveAllowPolicy: 'policies of resources are not evaluated, those of roles are',
      },
    ),
    // A queue's Ref is its URL. The SQS client connects where the URL points: it has to point at this machine.
    ref: (queue) => `${queue.awsEndpoint}/${queue.account}/${named('QueueName', 80)(queue)}`,
    attributes: {
      Arn: (queue) => arn(queue, 'sqs', named('QueueName', 80)(queue)),
      QueueName: (queue) => named('QueueName', 80)(queue),
      QueueUrl: (queue) => queue.physicalId,
    },
  },
  'AWS::SQS::QueuePolicy': { support: notEvaluated, ref: numbered('queue-policy-'), attributes: {} },
  'AWS::SNS::Topic': {
    support: simulated('sns', ['TopicName', 'Subscription'], {
      DisplayName: 'is for people',
      KmsMasterKeyId: unencrypted,
      TracingConfig: 'no tracing agent runs',
    }),
    ref: (topic) => arn(topic, 'sns', named('TopicName', 256)(topic)),
    attributes: {
      TopicArn: (topic) => topic.physicalId,
      TopicName: (topic) => named('TopicName', 256)(topic),
    },
  },
  'AWS::SNS::TopicPolicy': { support: notEvaluated, ref: numbered('topic-policy-'), attributes: {} },
  'AWS::SNS::Subscription': {
    support: simulated('sns', ['TopicArn', 'Protocol', 'Endpoint', 'RawMessageDelivery'], {
      RedrivePolicy: 'delivery inside one machine is tried once',
      Region: 'a topic is delivered from its own region',
    }),
    ref: (it) => `${String(it.property('TopicArn'))}:${fingerprint(it).slice(0, 32)}`,
    attributes: { Arn: (it) => it.physicalId },
    complaint: ({ FilterPolicy }) =>
      FilterPolicy === undefined ? undefined : 'FilterPolicy is not simulated; filter in the EventBridge rule',
  },
};
