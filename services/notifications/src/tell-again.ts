import type { DeliveryView } from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import { endpointsParallelMax } from './deliver-event.ts';
import { type DeliveryRecord, deliveryOf } from './domain/delivery.ts';
import { type Endpoint, wants } from './domain/endpoint.ts';
import { type PaymentEvent, webhookTypes } from './domain/payment-event.ts';
import type { EventStore } from './event-store.ts';
import { type DeliveryReader, deliveryViewOf } from './list-deliveries.ts';
import type { EndpointStore } from './register-endpoint.ts';
import { type Telling, type TellingDesk, tellEndpoint } from './tell-endpoint.ts';

export interface RepeatDesk extends TellingDesk {
  readonly endpoints: Pick<EndpointStore, 'ofMerchant'>;
  readonly events: Omit<EventStore, 'keep'>;
  readonly deliveries: DeliveryReader;
}

/** Whose payment; another merchant's is not found. */
export interface PaymentOfMerchant {
  readonly paymentId: string;
  readonly merchantId: string;
}

export type Retry =
  | { readonly kind: 'told'; readonly delivery: DeliveryView }
  /** No such delivery of this merchant's payment, or its endpoint is gone. */
  | { readonly kind: 'not_found' }
  /** An attempt is under way. */
  | { readonly kind: 'busy' };

/**
 * Sends one webhook once more, whatever became of it: the same id, body and endpoint, one more attempt.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function retryDelivery(
  { deliveryId, paymentId, merchantId }: PaymentOfMerchant & { readonly deliveryId: string },
  desk: RepeatDesk,
): Promise<Retry> {
  const known = (await desk.deliveries.ofPayment(paymentId)).find((delivery) => delivery.deliveryId === deliveryId);
  if (known === undefined || known.merchantId !== merchantId) return { kind: 'not_found' };
  const [event, endpoints] = await Promise.all([
    desk.events.ofId(paymentId, known.eventId),
    desk.endpoints.ofMerchant(merchantId),
  ]);
  const endpoint = endpoints.find(({ endpointId }) => endpointId === known.endpointId);
  if (event === undefined || endpoint === undefined) return { kind: 'not_found' };
  const telling = await tellEndpoint(event, endpoint, { wish: 'again', desk });
  return telling.kind === 'busy' ? telling : { kind: 'told', delivery: viewOf(event, endpoint, telling) };
}

export type Repetition =
  /** Who was told; endpoints at which an attempt is under way are left to it. */
  | {
      readonly kind: 'told';
      readonly event: PaymentEvent;
      readonly deliveries: readonly DeliveryView[];
      /** Endpoints that did not confirm this attempt, whatever they confirmed before. */
      readonly unconfirmed: number;
    }
  /** Nobody has been told of such a payment of this merchant yet. */
  | { readonly kind: 'not_found' };

/**
 * Tells every endpoint that wants it of a payment's last event once more, those that were registered since too.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function tellLastEvent(
  { paymentId, merchantId }: PaymentOfMerchant,
  desk: RepeatDesk,
): Promise<Repetition> {
  const event = await desk.events.lastOf(paymentId);
  if (event === undefined || event.data.merchantId !== merchantId) return { kind: 'not_found' };
  const all = await desk.endpoints.ofMerchant(merchantId);
  const endpoints = all.filter((endpoint) => wants(endpoint, webhookTypes[event.type]));
  const told = await inParallel(endpoints, endpointsParallelMax, async (endpoint) => {
    const telling = await tellEndpoint(event, endpoint, { wish: 'again', desk });
    return telling.kind === 'busy' ? [] : [{ telling, view: viewOf(event, endpoint, telling) }];
  });
  return {
    kind: 'told',
    event,
    deliveries: told.flat().map(({ view }) => view),
    unconfirmed: told.flat().filter(({ telling }) => telling.kind === 'unconfirmed').length,
  };
}

function viewOf(
  event: PaymentEvent,
  endpoint: Endpoint,
  { attempts, deliveredAt, text }: Exclude<Telling, { kind: 'busy' }>,
): DeliveryView {
  const status: DeliveryRecord['status'] = deliveredAt === undefined ? 'failed' : 'delivered';
  return deliveryViewOf({ ...deliveryOf(event, endpoint), status, attempts, deliveredAt, lastOutcome: text });
}
