import type { DeliveryView } from '@redoubt/contracts';
import { type DeliverToEndpointDependencies, deliverToEndpoint } from './deliver-to-endpoint.ts';
import type { DeliveryReader } from './delivery-log.ts';
import { attemptedDeliveryViewOf, isAttempted } from './delivery-view.ts';
import { isChannel } from './domain/recipient.ts';
import type { EventStore } from './event-store.ts';
import type { RecipientStore } from './recipient-store.ts';

export interface RetryDeliveryDependencies extends DeliverToEndpointDependencies {
  readonly endpoints: DeliverToEndpointDependencies['endpoints'] & Pick<RecipientStore, 'ofId'>;
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
  /** No such delivery of this merchant's payment, or its endpoint is gone, paused or a channel: people get no message twice. */
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
  const payment = { merchantId, paymentId };
  const known = await deliveries.ofId(payment, deliveryId);
  if (known === undefined) return { kind: 'not_found' };
  const [event, endpoint] = await Promise.all([
    events.ofId(payment, known.eventId),
    endpoints.ofId({ merchantId, endpointId: known.endpointId }),
  ]);
  if (event === undefined || endpoint === undefined || endpoint.paused !== undefined) return { kind: 'not_found' };
  if (isChannel(endpoint)) return { kind: 'not_found' };
  const result = await deliverToEndpoint(event, endpoint, { mode: 'asked', dependencies });
  return isAttempted(result)
    ? { kind: 'sent', delivery: attemptedDeliveryViewOf({ event, endpoint, result }) }
    : { kind: 'busy' };
}
