import { z } from 'zod';
import type { ResolvedResource } from '../protocol/resolved.ts';

/** A queue by its template. */
export interface QueueDefinition {
  readonly name: string;
  readonly arn: string;
  /** On loopback: the SQS client takes its endpoint from it. */
  readonly url: string;
  readonly visibilityTimeoutMs: number;
  readonly delayMs: number;
  readonly receiveWaitMs: number;
  readonly retentionMs: number;
  readonly messageBytesMax: number;
  readonly redrive: { readonly deadLetterQueueArn: string; readonly receiveCountMax: number } | undefined;
}

const RedrivePolicy = z.strictObject({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

const QueueProperties = z.object({
  // AWS' defaults.
  VisibilityTimeout: z.coerce.number().int().min(0).max(43_200).default(30),
  DelaySeconds: z.coerce.number().int().min(0).max(900).default(0),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().int().min(0).max(20).default(0),
  MessageRetentionPeriod: z.coerce.number().int().min(60).max(1_209_600).default(345_600),
  MaximumMessageSize: z.coerce.number().int().min(1024).max(1_048_576).default(1_048_576),
  FifoQueue: z.undefined('FIFO queues are not simulated: an order that only they keep would be lost here').optional(),
  RedrivePolicy: z
    .union([RedrivePolicy, z.string().transform((text) => RedrivePolicy.parse(JSON.parse(text)))])
    .optional(),
});

/** Reads a queue's resource; its physical id is the queue's URL. */
export function queueDefinition(resource: ResolvedResource, account: string): QueueDefinition {
  const properties = QueueProperties.parse(resource.properties);
  const name = resource.physicalId.slice(resource.physicalId.lastIndexOf('/') + 1);
  return {
    name,
    arn: `arn:aws:sqs:${resource.region}:${account}:${name}`,
    url: resource.physicalId,
    visibilityTimeoutMs: properties.VisibilityTimeout * 1000,
    delayMs: properties.DelaySeconds * 1000,
    receiveWaitMs: properties.ReceiveMessageWaitTimeSeconds * 1000,
    retentionMs: properties.MessageRetentionPeriod * 1000,
    messageBytesMax: properties.MaximumMessageSize,
    redrive:
      properties.RedrivePolicy === undefined
        ? undefined
        : {
            deadLetterQueueArn: properties.RedrivePolicy.deadLetterTargetArn,
            receiveCountMax: properties.RedrivePolicy.maxReceiveCount,
          },
  };
}
