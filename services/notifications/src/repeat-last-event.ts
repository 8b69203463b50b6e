import type { DeliveryView } from '@redoubt/contracts';
import { type DeliverToEndpointsDependencies, deliverToEndpoints } from './deliver-to-endpoints.ts';
import { attemptedDeliveryViewOf, isAttempted } from './delivery-view.ts';
import type { PaymentPlace } from './domain/delivery.ts';
import type { PaymentEvent } from './domain/payment-event.ts';
import type { EventStore } from './event-store.ts';

export interface RepeatLastEventDependencies extends DeliverToEndpointsDependencies {
  readonly events: Pick<EventStore, 'lastOf'>;
}

export type RepeatedEvent =
  /** Endpoints at which another attempt is running are left to that attempt. */
  | {
      readonly kind: 'sent';
      readonly event: PaymentEvent;
      readonly deliveries: readonly DeliveryView[];
      /** Endpoints that did not confirm this attempt, whatever they confirmed before. */
      readonly unconfirmed: number;
    }
  /** No event of such a payment of this merchant is known. */
  | { readonly kind: 'not_found' };

/**
 * Sends a payment's last event once more to every endpoint that wants it, including those registered since.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function repeatLastEvent(
  payment: PaymentPlace,
  dependencies: RepeatLastEventDependencies,
): Promise<RepeatedEvent> {
  const event = await dependencies.events.lastOf(payment);
  if (event === undefined) return { kind: 'not_found' };
  const results = await deliverToEndpoints(event, 'asked', dependencies);
  const attempted = results.flatMap(({ endpoint, result }) =>
    isAttempted(result) ? [{ event, endpoint, result }] : [],
  );
  return {
    kind: 'sent',
    event,
    deliveries: attempted.map(attemptedDeliveryViewOf),
    unconfirmed: attempted.filter(({ result }) => result.kind !== 'confirmed').length,
  };
}
