import {
  addAlarms,
  EventQueue,
  RegionalStack,
  type RegionalStackProps,
  ServiceApi,
  ServiceFunction,
} from '@redoubt/cdk-kit';
import { CreateEndpointRequest } from '@redoubt/contracts';
import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { paymentEventTypes } from '../src/domain/payment-event.ts';
import { notificationsAlarms } from './notifications-alarms.ts';
import { notificationsTable } from './notifications-table.ts';

/** Ten receivers at once have 5 s each to answer; the rest is for the log and the bus. */
const deliveryTimeout = Duration.seconds(15);

/** The notifications service in one region; the two differ only in which of them makes the table. */
export class NotificationsStack extends RegionalStack {
  constructor(scope: Construct, props: Omit<RegionalStackProps, 'component'>) {
    super(scope, { ...props, component: 'notifications' });
    if (this.seat === 'primary') notificationsTable.make(this, 'NotificationsTable');

    const postEndpoint = this.#function('PostEndpoint', 'post-endpoint', 'Registers where webhooks are sent');
    notificationsTable.grant(postEndpoint, this, ['GetItem', 'PutItem']);
    postEndpoint.grantWebhookKey();

    const deliver = new ServiceFunction(this, 'DeliverPaymentEvents', {
      service: 'notifications',
      name: 'deliver-payment-events',
      handler: 'deliver-payment-events',
      description: 'Tells merchants what became of their payments, by signed webhooks',
      timeout: deliveryTimeout,
    });
    notificationsTable.grant(deliver, this, ['GetItem', 'PutItem', 'Query', 'UpdateItem']);
    deliver.grantWebhookKey();
    deliver.grantPutEvents();
    const outcomes = new EventQueue(this, 'Outcomes', {
      name: 'notifications-outcomes',
      events: paymentEventTypes,
      consumer: deliver,
    });

    const getDeliveries = this.#function('GetDeliveries', 'get-deliveries', 'Shows what became of webhooks');
    notificationsTable.grant(getDeliveries, this, ['Query']);

    const api = new ServiceApi(this, 'Api', { service: 'notifications', description: 'Webhook endpoints' });
    api.route({
      method: 'POST',
      path: '/v1/endpoints',
      fn: postEndpoint,
      body: { name: 'CreateEndpointRequest', schema: CreateEndpointRequest },
    });
    api.route({ method: 'GET', path: '/v1/deliveries', fn: getDeliveries });

    addAlarms(this, notificationsAlarms({ functions: [postEndpoint, deliver, getDeliveries], api, outcomes }));
    new CfnOutput(this, 'ApiId', { value: api.restApiId, description: 'REST API of notifications in this region' });
  }

  #function(id: string, name: string, description: string): ServiceFunction {
    return new ServiceFunction(this, id, { service: 'notifications', name, handler: name, description });
  }
}
