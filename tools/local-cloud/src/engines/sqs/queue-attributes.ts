import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { Queue } from './queue.ts';

/** A queue's attributes by name, as text; `All` asks for every one. */
export function queueAttributes(queue: Queue, names: readonly string[]): Readonly<Record<string, string>> {
  const { definition, counts } = queue;
  const { redrive } = definition;
  const all: Readonly<Record<string, string>> = {
    QueueArn: definition.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(definition.visibilityTimeoutMs / 1000),
    DelaySeconds: String(definition.delayMs / 1000),
    ReceiveMessageWaitTimeSeconds: String(definition.receiveWaitMs / 1000),
    MessageRetentionPeriod: String(definition.retentionMs / 1000),
    MaximumMessageSize: String(definition.messageBytesMax),
    ...(redrive === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: redrive.deadLetterQueueArn,
            maxReceiveCount: redrive.receiveCountMax,
          }),
        }),
  };
  if (names.includes('All')) return all;
  const unknown = names.find((name) => all[name] === undefined && name !== 'RedrivePolicy');
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}
