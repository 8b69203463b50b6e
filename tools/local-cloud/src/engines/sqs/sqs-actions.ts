import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import { type JsonActions, jsonAction } from '../../protocol/aws/json-actions.ts';
import { answerBatch, batchOf } from './batch.ts';
import type { MessageMoveTasks } from './message-move-tasks.ts';
import type { Queue } from './queue.ts';
import { queueAttributes } from './queue-attributes.ts';
import { receivedMessage } from './received-message.ts';

/** All bodies of a batch together, in bytes. */
const batchBytesMax = 1_048_576;

const visibilityTimeout = z.number().int().min(0).max(43_200);
const sending = { MessageBody: z.string(), DelaySeconds: z.number().int().min(0).max(900).optional() };

/** The actions of SQS over the queues of a region. */
export function sqsActions(queues: () => Iterable<Queue>, tasks: MessageMoveTasks): JsonActions {
  function queueAt(url: string): Queue {
    for (const queue of queues()) if (queue.definition.url === url) return queue;
    throw noQueue(url);
  }

  function queueOf(arn: string, parameter: 'SourceArn' | 'DestinationArn'): Queue {
    for (const queue of queues()) if (queue.definition.arn === arn) return queue;
    throw new AwsError(
      'ResourceNotFoundException',
      `The resource that you specified for the ${parameter} parameter doesn't exist.`,
      404,
    );
  }

  function isDeadLetterQueue(arn: string): boolean {
    for (const { definition } of queues()) if (definition.redrive?.deadLetterQueueArn === arn) return true;
    return false;
  }

  function send(queue: Queue, entry: { MessageBody: string; DelaySeconds?: number | undefined }, sender: string) {
    const delay = entry.DelaySeconds === undefined ? {} : { delayMs: entry.DelaySeconds * 1000 };
    const { id, md5 } = queue.send(entry.MessageBody, { sender, ...delay });
    return { MessageId: id, MD5OfMessageBody: md5 };
  }

  return {
    SendMessage: jsonAction(
      z.strictObject({ QueueUrl: z.string(), ...sending }),
      ({ QueueUrl, ...entry }, { caller }) => send(queueAt(QueueUrl), entry, caller),
    ),

    SendMessageBatch: jsonAction(batchOf(sending), ({ QueueUrl, Entries }, { caller }) => {
      const queue = queueAt(QueueUrl);
      const bytes = Entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
      if (bytes > batchBytesMax) {
        throw new AwsError('BatchRequestTooLong', `a batch has at most ${batchBytesMax} bytes, got ${bytes}`);
      }
      return answerBatch(Entries, (entry) => send(queue, entry, caller));
    }),

    ReceiveMessage: jsonAction(
      z.strictObject({
        QueueUrl: z.string(),
        MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
        WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
        VisibilityTimeout: visibilityTimeout.optional(),
        AttributeNames: z.array(z.string()).default([]),
        MessageSystemAttributeNames: z.array(z.string()).default([]),
        MessageAttributeNames: z.array(z.string()).default([]),
      }),
      async (input) => {
        const receipts = await queueAt(input.QueueUrl).receive({
          max: input.MaxNumberOfMessages,
          ...(input.WaitTimeSeconds === undefined ? {} : { waitMs: input.WaitTimeSeconds * 1000 }),
          ...(input.VisibilityTimeout === undefined ? {} : { visibilityTimeoutMs: input.VisibilityTimeout * 1000 }),
        });
        const attributes = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
        return { Messages: receipts.map((receipt) => receivedMessage(receipt, attributes)) };
      },
    ),

    DeleteMessage: jsonAction(z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string() }), (input) =>
      queueAt(input.QueueUrl).delete(input.ReceiptHandle),
    ),

    DeleteMessageBatch: jsonAction(batchOf({ ReceiptHandle: z.string() }), ({ QueueUrl, Entries }) => {
      const queue = queueAt(QueueUrl);
      return answerBatch(Entries, ({ ReceiptHandle }) => {
        queue.delete(ReceiptHandle);
        return {};
      });
    }),

    ChangeMessageVisibility: jsonAction(
      z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: visibilityTimeout }),
      (input) => queueAt(input.QueueUrl).changeVisibility(input.ReceiptHandle, input.VisibilityTimeout * 1000),
    ),

    ChangeMessageVisibilityBatch: jsonAction(
      batchOf({ ReceiptHandle: z.string(), VisibilityTimeout: visibilityTimeout }),
      ({ QueueUrl, Entries }) => {
        const queue = queueAt(QueueUrl);
        return answerBatch(Entries, (entry) => {
          queue.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout * 1000);
          return {};
        });
      },
    ),

    GetQueueUrl: jsonAction(z.strictObject({ QueueName: z.string() }), ({ QueueName }) => {
      for (const { definition } of queues()) if (definition.name === QueueName) return { QueueUrl: definition.url };
      throw noQueue(QueueName);
    }),

    GetQueueAttributes: jsonAction(
      z.strictObject({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) }),
      (input) => ({ Attributes: queueAttributes(queueAt(input.QueueUrl), input.AttributeNames) }),
    ),

    ListQueues: jsonAction(z.strictObject({ QueueNamePrefix: z.string().default('') }), ({ QueueNamePrefix }) => ({
      QueueUrls: [...queues()]
        .filter(({ definition }) => definition.name.startsWith(QueueNamePrefix))
        .map((queue) => queue.definition.url),
    })),

    PurgeQueue: jsonAction(z.strictObject({ QueueUrl: z.string() }), ({ QueueUrl }) => queueAt(QueueUrl).purge()),

    StartMessageMoveTask: jsonAction(
      z.strictObject({
        SourceArn: z.string(),
        DestinationArn: z.string().optional(),
        MaxNumberOfMessagesPerSecond: z.number().int().min(1).max(500).optional(),
      }),
      ({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: perSecondMax }) => {
        const source = queueOf(SourceArn, 'SourceArn');
        if (!isDeadLetterQueue(SourceArn)) {
          throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
        }
        if (DestinationArn === SourceArn) {
          throw new AwsError('InvalidParameterValue', 'Source queue arn and destination queue arn cannot be the same.');
        }
        const destination = DestinationArn === undefined ? undefined : queueOf(DestinationArn, 'DestinationArn');
        return { TaskHandle: tasks.start({ source, destination, perSecondMax }) };
      },
    ),

    ListMessageMoveTasks: jsonAction(
      z.strictObject({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) }),
      ({ SourceArn, MaxResults }) => ({
        Results: tasks.list(queueOf(SourceArn, 'SourceArn').definition.arn, MaxResults),
      }),
    ),
  };
}

function noQueue(name: string): AwsError {
  return new AwsError('QueueDoesNotExist', `The specified queue does not exist: ${name}`);
}
