import type { EventType } from '@redoubt/contracts';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { physicalName } from './naming.ts';
import { platformValue } from './platform-value.ts';
import { regionalStackOf } from './regional-stack.ts';
import type { ServiceFunction } from './service-function.ts';

/** Deliveries before a message is given up as a dead letter. */
const receiveCountMax = 5;

/** Messages that a function gets at once. */
const batchMax = 10;

export interface EventQueueProps {
  /** Begins the queue's name, with the service: `transactions-payments` gives `transactions-payments-queue-{suffix}`. */
  readonly name: string;
  /** Event types to consume. */
  readonly events: readonly EventType[];
  readonly consumer: ServiceFunction;
  /**
   * Region in which the events began. Copies of the peer's events are forwarded to this region's bus.
   *
   * @default 'own'
   */
  readonly origin?: 'own' | 'peer';
  /**
   * Whether announcements that a recovery repeats are queued.
   *
   * @default true
   */
  readonly takesReannounced?: boolean;
  /**
   * How long a message waits in the queue before it is delivered first, up to 15 minutes.
   *
   * @default Duration.seconds(0)
   */
  readonly delay?: Duration;
  /**
   * Most copies of the consumer that this queue may have running, 2 to 1,000.
   *
   * @default 50: the ledger's connections are the limit, not the functions
   */
  readonly concurrencyMax?: number;
}

/**
 * Events of the region's bus, queued for one function, with a dead-letter queue.
 *
 * The rule matches events of one origin: a consumer of both would handle each event once in either region. A failed message
 * returns alone; its batch does not.
 */
export class EventQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    id: string,
    { name, events, consumer, concurrencyMax, origin = 'own', takesReannounced = true, delay }: EventQueueProps,
  ) {
    super(scope, id);
    const { topology, region, peerRegion } = regionalStackOf(this);
    const consumerTimeout = consumer.timeout ?? Duration.seconds(3);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      queueName: physicalName(topology, `${name}-dead-letters`),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.queue = new Queue(this, 'Queue', {
      queueName: physicalName(topology, `${name}-queue`),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the function's timeout, as Lambda asks for: a batch must not return while it is still worked on.
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      ...(delay === undefined ? {} : { deliveryDelay: delay }),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receiveCountMax },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new Rule(this, 'Rule', {
      ruleName: physicalName(topology, `${name}-rule`),
      description: `Queues ${events.map((event) => event.name).join(', ')} for ${name}`,
      eventBus: EventBus.fromEventBusName(this, 'Bus', platformValue(this, 'eventBusName')),
      eventPattern: {
        source: [...new Set(events.map((event) => event.source))],
        detailType: events.map((event) => event.name),
        detail: {
          originregion: [origin === 'own' ? region : peerRegion],
          ...(takesReannounced ? {} : { reannounced: [{ exists: false }] }),
        },
      },
      targets: [new SqsQueue(this.queue, { deadLetterQueue: this.deadLetters })],
    });
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: batchMax,
        reportBatchItemFailures: true,
        maxConcurrency: concurrencyMax ?? 50,
      }),
    );
  }
}
