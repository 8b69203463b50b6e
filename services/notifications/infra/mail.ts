import { domainNames, physicalName, regionalStackOf } from '@redoubt/cdk-kit';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { CfnConfigurationSet, CfnConfigurationSetEventDestination, CfnEmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

/** Three records: https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html */
const recordSeconds = '300';

/**
 * The region's own way to send mail in the name of the environment's domain: nothing of the other region's is needed.
 *
 * Bounces and complaints are events on the default bus, the only one that SES knows. An address that bounced or complained is on the
 * region's suppression list, so that SES sends nothing there whatever our tables say.
 */
export class Mail extends Construct {
  /** Address that mails come from. */
  readonly from: string;
  readonly configurationSet: string;
  /** Resources that a sender of mails is granted. */
  readonly arns: readonly string[];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const stack = regionalStackOf(this);
    const { zone } = domainNames(stack.topology);
    this.from = `notifications@${zone}`;
    this.configurationSet = physicalName(stack.topology, 'notifications-mail-set');
    const set = new CfnConfigurationSet(this, 'Set', {
      name: this.configurationSet,
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    const destination = new CfnConfigurationSetEventDestination(this, 'Feedback', {
      configurationSetName: this.configurationSet,
      eventDestination: {
        name: physicalName(stack.topology, 'notifications-mail-feedback'),
        enabled: true,
        matchingEventTypes: ['bounce', 'complaint'],
        eventBridgeDestination: {
          eventBusArn: stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        },
      },
    });
    destination.addResourceDependency(set);
    const identity = new CfnEmailIdentity(this, 'Identity', {
      emailIdentity: zone,
      configurationSetAttributes: { configurationSetName: this.configurationSet },
      // Complaints come as events; mails about them would go to an address that nobody reads.
      feedbackAttributes: { emailForwardingEnabled: false },
    });
    identity.addResourceDependency(set);
    const records = [
      [identity.attrDkimDnsTokenName1, identity.attrDkimDnsTokenValue1],
      [identity.attrDkimDnsTokenName2, identity.attrDkimDnsTokenValue2],
      [identity.attrDkimDnsTokenName3, identity.attrDkimDnsTokenValue3],
    ] as const;
    for (const [at, [name, value]] of records.entries()) {
      new CfnRecordSet(this, `Dkim${at + 1}`, {
        hostedZoneName: `${zone}.`,
        name,
        type: 'CNAME',
        ttl: recordSeconds,
        resourceRecords: [value],
      });
    }
    this.arns = [
      stack.formatArn({ service: 'ses', resource: 'identity', resourceName: zone }),
      stack.formatArn({ service: 'ses', resource: 'configuration-set', resourceName: this.configurationSet }),
    ];
  }
}
