import { z } from 'zod';
import { AwsError } from '../../protocol/aws/aws-call.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { RegionContext } from '../service-module.ts';
import type { InvocationEnd } from './function-worker.ts';

/** Calls of a poller to a queue. */
export interface EventSourceQueue {
  readonly visibilityTimeoutMs: number;
  /** Waits up to 20 s for messages; wakes as soon as one is sent. */
  receive(batch: { readonly max: number; readonly waitMs: number }): Promise<readonly QueueRecord[]>;
  delete(receiptHandles: readonly string[]): void;
}

/** Finds queues by ARN. */
export type EventSourceQueues = (queueArn: string) => EventSourceQueue;

/** A message as Lambda hands it to a function. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, unknown>>;
  readonly md5OfBody: string;
  readonly eventSource: 'aws:sqs';
  readonly eventSourceARN: string;
  readonly awsRegion: string;
}

/** Lambda begins with five pollers per queue. Two keep two cores busy and leave messages in the queue to be batched. */
const pollersDefault = 2;

/** Long polling of one receive, in milliseconds. */
const receiveWaitMs = 20_000;

/** Pause after a failed invocation, in milliseconds: Lambda backs off too, and messages stay invisible meanwhile. */
const backOffMs = 200;

const Mapping = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string().regex(/^arn:aws:sqs:/, 'only queues are simulated as event sources'),
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(10),
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.coerce.number().int().min(2).max(1000) }).optional(),
  Enabled: z.coerce
    .string()
    .transform((text) => text === 'true')
    .default(true),
});

const PartialFailures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) });

interface EventSourceProps {
  readonly queues: EventSourceQueues;
  readonly run: (functionName: string, payload: string) => Promise<InvocationEnd>;
  readonly log: RegionContext['log'];
}

/**
 * Feeds a function from a queue.
 *
 * Messages are deleted once the function has answered, but for those it names as failed. The rest comes back when its
 * visibility timeout ends, and goes to the dead letters after the queue's receive count.
 */
export class EventSource {
  readonly #mapping: z.infer<typeof Mapping>;
  readonly #props: EventSourceProps;
  #isStarted = false;
  #stopped = false;
  #isRetired = false;

  constructor(resource: ResolvedResource, props: EventSourceProps) {
    this.#mapping = Mapping.parse(resource.properties);
    this.#props = props;
    const { BatchSize, MaximumBatchingWindowInSeconds } = this.#mapping;
    if (BatchSize > 10 && MaximumBatchingWindowInSeconds === 0) {
      throw new Error(
        `${resource.logicalId}: a batch of ${BatchSize} needs a batching window of at least 1 s, as on AWS`,
      );
    }
  }

  /** Name or ARN of the function that is fed. */
  get functionName(): string {
    return this.#mapping.FunctionName;
  }

  /**
   * Asserts that a message stays invisible while the function works on it.
   *
   * @throws AwsError `InvalidParameterValueException`, as Lambda does when the mapping is created
   */
  assertInvisibleFor(functionTimeoutMs: number): void {
    const { visibilityTimeoutMs } = this.#props.queues(this.#mapping.EventSourceArn);
    if (visibilityTimeoutMs >= functionTimeoutMs) return;
    throw new AwsError(
      'InvalidParameterValueException',
      `Queue visibility timeout: ${visibilityTimeoutMs / 1000} seconds is less than Function timeout: ${functionTimeoutMs / 1000} seconds`,
    );
  }

  start(): void {
    if (!this.#mapping.Enabled || this.#isStarted) return;
    this.#isStarted = true;
    const pollers = Math.min(pollersDefault, this.#mapping.ScalingConfig?.MaximumConcurrency ?? pollersDefault);
    for (let poller = 0; poller < pollers; poller += 1) void this.#poll();
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Ends after the batch at hand, or the next one that comes: a receipt that nobody worked on would only come back late. */
  retire(): void {
    this.#isRetired = true;
  }

  async #poll(): Promise<void> {
    const queue = this.#props.queues(this.#mapping.EventSourceArn);
    while (!this.#stopped && !this.#isRetired) {
      const records = await this.#gather(queue);
      if (records.length === 0 || this.#stopped) continue;
      const failed = await this.#deliver(records);
      queue.delete(records.filter(({ messageId }) => !failed.has(messageId)).map(({ receiptHandle }) => receiptHandle));
      if (failed.size > 0) await new Promise((resolve) => setTimeout(resolve, backOffMs));
    }
  }

  /** Receives one batch: what is there at once, or what comes within the batching window. */
  async #gather(queue: EventSourceQueue): Promise<readonly QueueRecord[]> {
    const { BatchSize, MaximumBatchingWindowInSeconds } = this.#mapping;
    const batch = [...(await queue.receive({ max: BatchSize, waitMs: receiveWaitMs }))];
    const windowEnds = Date.now() + MaximumBatchingWindowInSeconds * 1000;
    while (batch.length > 0 && batch.length < BatchSize && Date.now() < windowEnds) {
      batch.push(...(await queue.receive({ max: BatchSize - batch.length, waitMs: windowEnds - Date.now() })));
    }
    return batch;
  }

  /** Invokes the function; returns the ids of the messages that failed. */
  async #deliver(records: readonly QueueRecord[]): Promise<ReadonlySet<string>> {
    const { FunctionName, FunctionResponseTypes } = this.#mapping;
    const all = new Set(records.map(({ messageId }) => messageId));
    try {
      const end = await this.#props.run(FunctionName, JSON.stringify({ Records: records }));
      if (end.outcome === 'failed') {
        this.#props.log('lambda', 'batch failed', {
          function: FunctionName,
          messages: records.length,
          error: end.failure.errorMessage,
        });
        return all;
      }
      if (FunctionResponseTypes.length === 0) return new Set();
      const { batchItemFailures } = PartialFailures.parse(JSON.parse(end.payload) ?? {});
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      // Lambda takes an answer that names an unknown message as the failure of the whole batch.
      return [...failed].every((id) => all.has(id)) ? failed : all;
    } catch (error) {
      this.#props.log('lambda', 'batch not delivered', {
        function: FunctionName,
        messages: records.length,
        error: String(error),
      });
      return all;
    }
  }
}
