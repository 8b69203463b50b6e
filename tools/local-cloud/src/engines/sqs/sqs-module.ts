import { join } from 'node:path';
import { queueDefinition } from '../../definitions/queue-definition.ts';
import { AwsError, type AwsRequest, type AwsResponse } from '../../protocol/aws/aws-call.ts';
import { answerJson, type JsonActions } from '../../protocol/aws/json-actions.ts';
import type { ResolvedResource } from '../../protocol/resolved.ts';
import type { EventSourceQueue } from '../lambda/event-source.ts';
import type { LocalHook, MetricQuery, RegionContext, ServiceModule } from '../service-module.ts';
import { MessageMoveTasks } from './message-move-tasks.ts';
import { Queue } from './queue.ts';
import { type KeptMessage, QueueLog } from './queue-log.ts';
import { systemAttributes } from './received-message.ts';
import { sqsActions } from './sqs-actions.ts';

/** The queues of a region. */
export class SqsModule implements ServiceModule {
  readonly service = 'sqs';
  readonly resourceTypes = ['AWS::SQS::Queue'];
  readonly changeable = this.resourceTypes;
  readonly hooks: Readonly<Record<string, LocalHook>> = {
    'queue-depths': async () =>
      [...this.#queues.values()].map(({ definition: { name }, counts, oldestAgeSeconds }) => ({
        name,
        ...counts,
        oldestAgeSeconds,
      })),
  };
  readonly #context: RegionContext;
  readonly #queues = new Map<string, Queue>();
  readonly #past: ReadonlyMap<string, readonly KeptMessage[]>;
  readonly #log: QueueLog;
  readonly #moveTasks = new MessageMoveTasks((arn) => this.queue(arn));
  readonly #actions: JsonActions = sqsActions(() => this.#queues.values(), this.#moveTasks);

  constructor(context: RegionContext) {
    this.#context = context;
    const path = join(context.dataDir, 'queues.ndjson');
    this.#past = context.start.restored ? QueueLog.read(path) : new Map();
    this.#log = new QueueLog(path);
  }

  async deploy(resource: ResolvedResource): Promise<void> {
    const definition = queueDefinition(resource, this.#context.model.account);
    const known = this.#queues.get(definition.arn);
    if (known !== undefined) known.definition = definition;
    else this.#add(new Queue(definition, (arn) => this.queue(arn), this.#log));
  }

  #add(queue: Queue): void {
    const { arn } = queue.definition;
    this.#queues.set(arn, queue);
    queue.bringBack(this.#past.get(arn) ?? []);
  }

  async remove(resource: ResolvedResource): Promise<void> {
    const { arn } = queueDefinition(resource, this.#context.model.account);
    const queue = this.#queues.get(arn);
    queue?.purge();
    queue?.stop();
    this.#queues.delete(arn);
  }

  handle(request: AwsRequest): Promise<AwsResponse> {
    return answerJson(this.#actions, request);
  }

  metric({ namespace, name, dimensions: { QueueName, ...others } }: MetricQuery): number | undefined {
    if (namespace !== 'AWS/SQS' || Object.keys(others).length > 0) return undefined;
    const queue = [...this.#queues.values()].find(({ definition }) => definition.name === QueueName);
    switch (name) {
      case 'ApproximateNumberOfMessagesVisible':
        return queue?.counts.visible;
      case 'ApproximateAgeOfOldestMessage':
        return queue?.oldestAgeSeconds;
    }
    return undefined;
  }

  async stop(): Promise<void> {
    this.#moveTasks.stop();
    for (const queue of this.#queues.values()) queue.stop();
    this.#log.close();
  }

  /**
   * Finds a queue by ARN.
   *
   * @throws AwsError `QueueDoesNotExist`
   */
  queue(arn: string): Queue {
    const queue = this.#queues.get(arn);
    if (queue === undefined)
      throw new AwsError('QueueDoesNotExist', `no queue ${arn} in ${this.#context.model.region}`);
    return queue;
  }

  /** A queue as Lambda's pollers see it. */
  eventSourceQueue(arn: string): EventSourceQueue {
    const queue = this.queue(arn);
    const awsRegion = this.#context.model.region;
    return {
      visibilityTimeoutMs: queue.definition.visibilityTimeoutMs,
      receive: async (batch) =>
        (await queue.receive(batch)).map(({ handle, message }) => ({
          messageId: message.id,
          receiptHandle: handle,
          body: message.body,
          attributes: systemAttributes(message),
          messageAttributes: {},
          md5OfBody: message.md5,
          eventSource: 'aws:sqs' as const,
          eventSourceARN: arn,
          awsRegion,
        })),
      delete: (handles) => {
        for (const handle of handles) queue.delete(handle);
      },
    };
  }
}
