import {
  addAlarms,
  EventQueue,
  keepStarted,
  platformValue,
  publishRecoveryHook,
  RegionalStack,
  type RegionalStackProps,
  Schedule,
  ServiceApi,
  ServiceFunction,
  type ServiceFunctionProps,
  type TableAction,
} from '@redoubt/cdk-kit';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type RouteName, routes } from '../src/api.ts';
import { paymentEventTypes } from '../src/domain/payment-event.ts';
import { grantPeople } from './channel-grants.ts';
import { endpointTable } from './endpoint-table.ts';
import { Mail } from './mail.ts';
import { MailFeedback } from './mail-feedback.ts';
import { notificationsAlarms } from './notifications-alarms.ts';
import { notificationsTable } from './notifications-table.ts';

/** Ten receivers at once have 5 s each to answer; the rest is for the log and the bus. */
const deliveryTimeout = Duration.seconds(15);

/** Sends to every endpoint of a merchant while a client waits: API Gateway gives up after 29 s. */
const repeatTimeout = Duration.seconds(25);

/**
 * A copy of the other region's event is looked at when the table's own copy has arrived, which takes about a second: it is
 * known then, and nothing is written.
 */
const peerDelay = Duration.seconds(60);

/** A loop of 65 s, and the webhooks that are under way at its end. */
const lanesTimeout = Duration.seconds(85);

/** A page takes 8 s. */
const recoverTimeout = Duration.seconds(30);

/** The notifications service in one region; the two differ only in which of them makes the table. */
export class NotificationsStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'notifications' });
    if (this.seat === 'primary') {
      notificationsTable.make(this, 'NotificationsTable');
      endpointTable.make(this, 'EndpointTable');
    }

    const postEndpoint = this.#function('PostEndpoint', 'post-endpoint', 'Registers where webhooks are sent');
    endpointTable.grant(postEndpoint, this, ['GetItem', 'PutItem', 'Query']);
    this.#grantWebhookKey(postEndpoint);

    const deliver = this.#sender('DeliverPaymentEvents', ['PutItem'], {
      name: 'deliver-payment-events',
      description: 'Sends signed webhooks about payments',
      timeout: deliveryTimeout,
    });
    const outcomes = new EventQueue(this, 'Outcomes', {
      name: 'notifications-outcomes',
      events: paymentEventTypes,
      consumer: deliver,
    });

    const takePeerEvents = this.#sender('TakePeerEvents', ['PutItem'], {
      name: 'take-peer-events',
      description: 'Keeps what the other region announces, to deliver it when that region is lost',
      timeout: deliveryTimeout,
    });
    const peerOutcomes = new EventQueue(this, 'PeerOutcomes', {
      name: 'notifications-peer-outcomes',
      events: paymentEventTypes,
      consumer: takePeerEvents,
      origin: 'peer',
      delay: peerDelay,
    });

    const sendWaiting = this.#sender('SendWaiting', [], {
      name: 'send-waiting',
      description: 'Sends webhooks that wait for their next attempt, and all that goes to people',
      timeout: lanesTimeout,
    });
    const mail = new Mail(this, 'Mail');
    // The one function that may write to people.
    grantPeople(sendWaiting, mail);
    const takeMailFeedback = this.#function(
      'TakeMailFeedback',
      'take-mail-feedback',
      'Pauses channels whose mails fail',
    );
    endpointTable.grant(takeMailFeedback, this, ['GetItem', 'UpdateItem']);
    takeMailFeedback.grantPutEvents();
    new MailFeedback(this, 'MailFeedback', { mail, consumer: takeMailFeedback });
    new Schedule(this, 'SendWaitingSchedule', {
      name: 'notifications-send-waiting',
      every: Duration.minutes(1),
      fn: sendWaiting,
    });

    const recover = new ServiceFunction(this, 'Recover', {
      service: 'notifications',
      name: 'recover',
      handler: 'recover',
      description: 'Announces again what a lost region had not delivered',
      timeout: recoverTimeout,
    });
    notificationsTable.grant(recover, this, ['Query']);
    recover.grantPutEvents();
    publishRecoveryHook(this, 'notifications', 'recover', recover);

    const getEndpoints = this.#function('GetEndpoints', 'get-endpoints', 'Lists the endpoints of a merchant');
    endpointTable.grant(getEndpoints, this, ['Query']);
    const getEndpoint = this.#function('GetEndpoint', 'get-endpoint', 'Shows an endpoint');
    endpointTable.grant(getEndpoint, this, ['GetItem']);
    this.#grantWebhookKey(getEndpoint);
    const changeEndpoint = this.#function('ChangeEndpoint', 'change-endpoint', 'Changes or deletes an endpoint');
    endpointTable.grant(changeEndpoint, this, ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']);
    notificationsTable.grant(changeEndpoint, this, ['UpdateItem']);
    const postSecret = this.#function('PostSecret', 'post-secret', 'Gives an endpoint a new secret');
    endpointTable.grant(postSecret, this, ['GetItem', 'UpdateItem']);
    this.#grantWebhookKey(postSecret);
    const postEndpointTest = new ServiceFunction(this, 'PostEndpointTest', {
      service: 'notifications',
      name: 'post-endpoint-test',
      handler: 'post-endpoint-test',
      description: 'Sends a test webhook',
      sendsToStrangers: true,
      timeout: deliveryTimeout,
    });
    endpointTable.grant(postEndpointTest, this, ['GetItem']);
    this.#grantWebhookKey(postEndpointTest);

    const getEndpointEvents = this.#function('GetEndpointEvents', 'get-endpoint-events', 'Lists events of an endpoint');
    endpointTable.grant(getEndpointEvents, this, ['GetItem']);
    notificationsTable.grant(getEndpointEvents, this, ['GetItem', 'Query']);
    const postRecovery = this.#function('PostRecovery', 'post-recovery', 'Sends what an endpoint has missed');
    endpointTable.grant(postRecovery, this, ['GetItem']);
    notificationsTable.grant(postRecovery, this, ['GetItem', 'Query', 'UpdateItem']);

    const postChannel = this.#function('PostChannel', 'post-channel', 'Registers whom messages are sent to');
    endpointTable.grant(postChannel, this, ['GetItem', 'PutItem', 'Query', 'UpdateItem']);
    notificationsTable.grant(postChannel, this, ['UpdateItem']);
    const getChannels = this.#function('GetChannels', 'get-channels', 'Lists the channels of a merchant');
    endpointTable.grant(getChannels, this, ['Query']);
    const getChannel = this.#function('GetChannel', 'get-channel', 'Shows a channel');
    endpointTable.grant(getChannel, this, ['GetItem']);
    const changeChannel = this.#function('ChangeChannel', 'change-channel', 'Changes or deletes a channel');
    endpointTable.grant(changeChannel, this, ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem']);
    notificationsTable.grant(changeChannel, this, ['UpdateItem']);
    const postChannelCode = this.#function('PostChannelCode', 'post-channel-code', 'Has a new code sent');
    endpointTable.grant(postChannelCode, this, ['GetItem', 'UpdateItem']);
    notificationsTable.grant(postChannelCode, this, ['UpdateItem']);
    const postChannelConfirmation = this.#function(
      'PostChannelConfirmation',
      'post-channel-confirmation',
      'Confirms the address of a channel',
    );
    endpointTable.grant(postChannelConfirmation, this, ['GetItem', 'UpdateItem']);
    notificationsTable.grant(postChannelConfirmation, this, ['UpdateItem']);
    this.#grantWebhookKey(postChannelConfirmation);

    const getDeliveries = this.#function('GetDeliveries', 'get-deliveries', 'Lists the webhooks about a payment');
    notificationsTable.grant(getDeliveries, this, ['Query']);

    const postRetry = this.#sender('PostRetry', [], {
      name: 'post-retry',
      description: 'Sends a webhook once more',
      timeout: deliveryTimeout,
    });
    const postSpecified = this.#sender('PostSpecifiedNotification', [], {
      name: 'post-specified-notification',
      description: 'Sends the last webhook of a payment again, in the words of the specifications',
      timeout: repeatTimeout,
    });

    const answering: Readonly<Record<RouteName, ServiceFunction>> = {
      'post-endpoint': postEndpoint,
      'get-endpoints': getEndpoints,
      'get-endpoint': getEndpoint,
      'change-endpoint': changeEndpoint,
      'post-secret': postSecret,
      'post-endpoint-test': postEndpointTest,
      'get-endpoint-events': getEndpointEvents,
      'post-recovery': postRecovery,
      'post-channel': postChannel,
      'get-channels': getChannels,
      'get-channel': getChannel,
      'change-channel': changeChannel,
      'post-channel-code': postChannelCode,
      'post-channel-confirmation': postChannelConfirmation,
      'get-deliveries': getDeliveries,
      'post-retry': postRetry,
      'post-specified-notification': postSpecified,
    };
    const api = new ServiceApi(this, 'Api', {
      service: 'notifications',
      description: 'Webhook endpoints and channels',
    });
    api.routes(routes, answering);
    for (const fn of Object.values(answering)) fn.grantAccess();

    const rehearse = keepStarted(this, 'notifications', [deliver, sendWaiting, ...Object.values(answering)]);

    addAlarms(
      this,
      notificationsAlarms({
        functions: [deliver, sendWaiting, takePeerEvents, takeMailFeedback, recover, rehearse],
        api,
        queues: [outcomes, peerOutcomes],
      }),
    );
    new CfnOutput(this, 'ApiId', { value: api.restApiId, description: 'REST API of notifications in this region' });
  }

  /** A function that sends webhooks: it logs each attempt and announces what was confirmed. */
  #sender(
    id: string,
    more: readonly TableAction[],
    props: Pick<ServiceFunctionProps, 'name' | 'description' | 'timeout'>,
  ): ServiceFunction {
    const fn = new ServiceFunction(this, id, {
      service: 'notifications',
      handler: props.name,
      sendsToStrangers: true,
      ...props,
    });
    notificationsTable.grant(fn, this, ['GetItem', ...more, 'Query', 'UpdateItem']);
    // An endpoint is paused by a put and a delete.
    endpointTable.grant(fn, this, ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']);
    this.#grantWebhookKey(fn);
    fn.grantPutEvents();
    return fn;
  }

  /** Webhook secrets are derived from it. */
  #grantWebhookKey(fn: ServiceFunction): void {
    fn.grantSecret({ variable: 'WEBHOOK_KEY_SECRET_ARN', secretArn: platformValue(this, 'webhookKeySecretArn') });
  }

  #function(id: string, name: string, description: string): ServiceFunction {
    return new ServiceFunction(this, id, { service: 'notifications', name, handler: name, description });
  }
}
