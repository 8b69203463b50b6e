import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { EventType } from '@redoubt/contracts';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { FaultError } from '../fault-error.ts';
import { inParallel } from '../in-parallel.ts';
import { observe } from '../observability.ts';
import { orRehearse, type Rehearsed } from '../rehearsal/rehearsal.ts';
import { type AnyEventOf, readBusMessage } from './bus-message.ts';

export interface QueueScope {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Times this message has been received, this time included. */
  readonly attempt: number;
}

export interface QueueConsumer<T extends EventType> {
  readonly events: T | readonly T[];
  /** Messages of one batch that are worked on at a time. */
  readonly parallelMax: number;
  /**
   * Takes one event. A throw sends this message back to the queue alone; it returns after the visibility timeout, and
   * after the queue's last attempt it becomes a dead letter.
   */
  handle(event: AnyEventOf<T>, scope: QueueScope): Promise<void>;
}

/** A function that a queue invokes with a batch, and that answers which messages failed. */
export type QueueFunction = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Makes the function of a queue of events from the bus: each message succeeds or fails on its own. */
export function queueHandler<T extends EventType>({ events, parallelMax, handle }: QueueConsumer<T>): QueueFunction {
  const { logger, metrics, middlewares } = observe();
  const types: readonly T[] = Array.isArray(events) ? events : [events as T];

  async function hasFailed(record: SQSRecord): Promise<boolean> {
    const attempt = Number(record.attributes.ApproximateReceiveCount);
    let facts: Record<string, unknown> = { messageId: record.messageId, attempt };
    try {
      const event = readBusMessage(record.body, types);
      facts = {
        ...facts,
        eventId: event.id,
        eventType: event.type,
        subject: event.subject,
        correlationId: event.correlationid,
      };
      await handle(event, { logger, metrics, attempt });
      logger.info('consumed', facts);
      return false;
    } catch (error) {
      const code = error instanceof FaultError ? error.code : 'mistake';
      logger.error('not consumed', { ...facts, code, error: error as Error });
      return true;
    }
  }

  async function consume(batch: SQSEvent): Promise<SQSBatchResponse> {
    const failed = await inParallel(batch.Records, parallelMax, hasFailed);
    const failures = batch.Records.filter((_, at) => failed[at]);
    metrics.addMetric('ConsumedMessages', MetricUnit.Count, batch.Records.length - failures.length);
    metrics.addMetric('FailedMessages', MetricUnit.Count, failures.length);
    return { batchItemFailures: failures.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }

  const observed = middy<SQSEvent, SQSBatchResponse | Rehearsed>().use([...middlewares]);
  return observed.handler(orRehearse(consume)) as unknown as QueueFunction;
}
