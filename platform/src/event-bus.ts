import { physicalName, regionalName, regionalStackOf, serviceOfAccount } from '@redoubt/cdk-kit';
import { ArnFormat, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Archive, EventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ValuesOf } from './published-parameters.ts';

/** How long the archive can play events back. */
const archiveRetention = Duration.days(30);

/**
 * A region's bus, its archive, and the rule that copies events to the other region's bus.
 *
 * Only what was put here first is copied: a copy still names the other region as its origin, so it can't come back. What
 * could not be copied for a day ends in a queue and rings.
 */
export class PaymentsBus extends Construct {
  readonly bus: EventBus;
  readonly undelivered: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = regionalStackOf(this);
    const { topology, region, peerRegion } = stack;
    const busName = physicalName(topology, 'event-bus');
    this.bus = new EventBus(this, 'Bus', { eventBusName: busName, description: 'Payment events of this region' });
    const ours = { source: Match.prefix('payments.') };
    new Archive(this, 'Archive', {
      archiveName: physicalName(topology, 'event-archive'),
      description: 'Every payment event that reached this region',
      sourceEventBus: this.bus,
      eventPattern: ours,
      retention: archiveRetention,
    });
    this.undelivered = new Queue(this, 'Undelivered', {
      queueName: physicalName(topology, 'forwarding-dead-letters'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this.undelivered).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself, of a rule instead of a queue.',
    });
    const peerBusArn = stack.formatArn({
      service: 'events',
      region: peerRegion,
      resource: 'event-bus',
      resourceName: busName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    new Rule(this, 'Forwarding', {
      ruleName: physicalName(topology, 'forwarding-rule'),
      description: `Copies events that began here to ${peerRegion}`,
      eventBus: this.bus,
      eventPattern: { ...ours, detail: { originregion: [region] } },
      targets: [
        new EventBusTarget(EventBus.fromEventBusArn(this, 'PeerBus', peerBusArn), {
          deadLetterQueue: this.undelivered,
          role: this.#forwardingRole(),
        }),
      ],
    });
  }

  get values(): ValuesOf<'eventBusName' | 'eventBusArn'> {
    return { eventBusName: this.bus.eventBusName, eventBusArn: this.bus.eventBusArn };
  }

  /** The target's grant is added by the rule; only the name is ours. */
  #forwardingRole(): Role {
    const { topology, region } = regionalStackOf(this);
    return new Role(this, 'ForwardingRole', {
      roleName: regionalName(topology, region, 'event-forwarding'),
      assumedBy: serviceOfAccount(this, 'events.amazonaws.com'),
      description: 'EventBridge copies events to the bus of the other region',
    });
  }
}
