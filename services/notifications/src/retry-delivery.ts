import type { DeliveryView } from '@redoubt/contracts';
import { type DeliverToEndpointDependencies, deliverToEndpoint } from './deliver-to-endpoint.ts';
import type { DeliveryReader } from './delivery-log.ts';
import { attemptedDeliveryViewOf } from './delivery-view.ts';
import { isEnabled } from './domain/endpoint.ts';
import type { EndpointStore } from './endpoint-store.ts';
import type { EventStore } from './event-store.ts';

export interface RetryDeliveryDependencies extends DeliverToEndpointDependencies {
  readonly endpoints: Pick<EndpointStore, 'ofMerchant' | 'disable'>;
  readonly events: Pick<EventStore, 'ofId'>;
  readonly deliveries: Pick<DeliveryReader, 'ofId'>;
}

export interface DeliveryRetry {
  readonly deliveryId: string;
  readonly paymentId: string;
  /** Another merchant's payment is not found. */
  readonly merchantId: string;
}

export type RetryResult =
  | { readonly kind: 'sent'; readonly delivery: DeliveryView }
  /** No such delivery of this merchant's payment, or its endpoint is gone or disabled. */
  | { readonly kind: 'not_found' }
  /** An attempt is running. */
  | { readonly kind: 'busy' };

/**
 * Sends one webhook once more, delivered or not: the same id, body and endpoint, one more attempt.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function retryDelivery(
  { deliveryId, paymentId, merchantId }: DeliveryRetry,
  dependencies: RetryDeliveryDependencies,
): Promise<RetryResult> {
  const { deliveries, events, endpoints } = dependencies;
  const known = await deliveries.ofId(paymentId, deliveryId);
  if (known === undefined || known.merchantId !== merchantId) return { kind: 'not_found' };
  const [event, all] = await Promise.all([events.ofId(paymentId, known.eventId), endpoints.ofMerchant(merchantId)]);
  const endpoint = all.find(({ endpointId }) => endpointId === known.endpointId);
  if (event === undefined || endpoint === undefined || !isEnabled(endpoint)) return { kind: 'not_found' };
  const result = await deliverToEndpoint(event, endpoint, { mode: 'always', dependencies });
  return result.kind === 'busy'
    ? result
    : { kind: 'sent', delivery: attemptedDeliveryViewOf({ event, endpoint, result }) };
}
