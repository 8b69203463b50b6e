import { PaymentAccepted, PaymentCaptured } from '@redoubt/contracts';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { beforeAll, test } from 'vitest';
import { EventQueue } from '../src/index.ts';
import { aServiceTemplate } from './support/a-service-stack.ts';

let template: Template;
beforeAll(async () => {
  template = await aServiceTemplate((stack, consumer) => {
    const events = [PaymentAccepted, PaymentCaptured];
    new EventQueue(stack, 'Payments', { name: 'validation-payments', events, consumer });
    new EventQueue(stack, 'First', { name: 'validation-first', events, consumer, takesReannounced: false });
  }, 'secondary');
});

test('EV1 only events that began in this region are consumed', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: { Ref: 'PlatformEventBusName' },
    EventPattern: {
      source: ['payments.validation', 'payments.transactions'],
      'detail-type': ['PaymentAccepted', 'PaymentCaptured'],
      detail: { originregion: ['us-east-2'] },
    },
  });
});

test('a queue may leave out announcements that a recovery repeats', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    Name: 'validation-first-rule-dev',
    EventPattern: { detail: { originregion: ['us-east-2'], reannounced: [{ exists: false }] } },
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    Name: 'validation-payments-rule-dev',
    EventPattern: { detail: { reannounced: Match.absent() } },
  });
});

test('a message is given up after five deliveries, into an encrypted queue kept for two weeks', () => {
  template.hasResourceProperties('AWS::SQS::Queue', {
    QueueName: 'validation-payments-queue-dev',
    RedrivePolicy: Match.objectLike({ maxReceiveCount: 5 }),
    SqsManagedSseEnabled: true,
    VisibilityTimeout: 60,
  });
  template.hasResource('AWS::SQS::Queue', {
    Properties: {
      QueueName: 'validation-payments-dead-letters-dev',
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 3600,
    },
    DeletionPolicy: 'Delete',
  });
});

test('a failed message returns alone', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});
