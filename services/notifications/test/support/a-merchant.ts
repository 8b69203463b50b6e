import { FaultError } from '@redoubt/lambda-kit';
import { type LocalDynamo, startLocalDynamo } from '@redoubt/lambda-kit/local-dynamo';
import { DeliveryTable } from '../../src/adapters/delivery-table.ts';
import { EndpointTable } from '../../src/adapters/endpoint-table.ts';
import { EventTable } from '../../src/adapters/event-table.ts';
import { dueIndex } from '../../src/adapters/notifications-table.ts';
import { webhookSender } from '../../src/adapters/webhook-sender.ts';
import type { DeliverEventDependencies } from '../../src/deliver-event.ts';
import type { RepeatLastEventDependencies } from '../../src/repeat-last-event.ts';
import type { RetryDeliveryDependencies } from '../../src/retry-delivery.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** Ids of the endpoints. */
export const [one, two] = [`we_${'b'.repeat(32)}`, `we_${'c'.repeat(32)}`];

/** A merchant with two endpoints that really receive, the log in DynamoDB's own semantics, and a bus that keeps. */
export interface Merchant extends AsyncDisposable {
  readonly dependencies: DeliverEventDependencies & RetryDeliveryDependencies & RepeatLastEventDependencies;
  readonly deliveries: DeliveryTable;
  readonly endpoints: EndpointTable;
  readonly events: EventTable;
  readonly dynamo: LocalDynamo;
  readonly receivers: { readonly one: Receiver; readonly two: Receiver };
  /** Origins that webhooks may be sent to over plain http; a further receiver is added here. */
  readonly localOrigins: string[];
  readonly announced: Parameters<DeliverEventDependencies['publisher']['publish']>[0][number][];
  /** Whether the bus takes events from now on. */
  busIsReachable: boolean;
}

export async function aMerchant(): Promise<Merchant> {
  const dynamo = await startLocalDynamo(['pk', 'sk'], [dueIndex]);
  const receivers = { one: await startReceiver(), two: await startReceiver() };
  const localOrigins = [receivers.one.origin, receivers.two.origin];
  const events = new EventTable({ table: dynamo.table, client: dynamo.client });
  const endpoints = new EndpointTable({ table: dynamo.table, client: dynamo.client });
  const deliveries = new DeliveryTable({ table: dynamo.table, region: 'us-east-1', client: dynamo.client });
  const merchant: Merchant = {
    dependencies: {
      endpoints,
      events,
      log: deliveries,
      deliveries,
      webhookKey: () => Promise.resolve('platform-key'),
      send: webhookSender({ localOrigins }),
      publisher: {
        async publish(events) {
          if (!merchant.busIsReachable) throw new FaultError('bus_unreachable', '1 of 1 events were not accepted');
          merchant.announced.push(...events);
        },
      },
      region: 'us-east-1',
      now: () => new Date(),
      report: () => {},
    },
    deliveries,
    endpoints,
    events,
    dynamo,
    receivers,
    localOrigins,
    announced: [],
    busIsReachable: true,
    async [Symbol.asyncDispose]() {
      await receivers.one[Symbol.asyncDispose]();
      await receivers.two[Symbol.asyncDispose]();
      await dynamo[Symbol.asyncDispose]();
    },
  };
  const createdAt = '2030-01-31T11:00:00.000Z';
  await endpoints.add({ endpointId: one, merchantId: 'acme', url: receivers.one.url, createdAt });
  await endpoints.add({ endpointId: two, merchantId: 'acme', url: receivers.two.url, createdAt });
  return merchant;
}
