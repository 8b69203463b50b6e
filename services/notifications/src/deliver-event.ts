import { FaultError } from '@redoubt/lambda-kit';
import { type DeliverToEndpointsDependencies, deliverToEndpoints } from './deliver-to-endpoints.ts';
import type { PaymentEvent } from './domain/payment-event.ts';
import type { EventStore } from './event-store.ts';

export interface DeliverEventDependencies extends DeliverToEndpointsDependencies {
  readonly events: Pick<EventStore, 'keep' | 'markDelivered'>;
}

/**
 * Delivers an event to every endpoint of the merchant that wants it: one webhook id for each event and endpoint, at least
 * one attempt. What is delivered is not sent again.
 *
 * The event is kept as due before the first attempt and until every endpoint has confirmed or is gone: whichever region survives finds
 * it there, however long ago that was.
 *
 * @throws FaultError `delivery_failed` while an endpoint has not confirmed: the queue brings the event back
 */
export async function deliverEvent(event: PaymentEvent, dependencies: DeliverEventDependencies): Promise<void> {
  await dependencies.events.keep(event, dependencies.now());
  const results = await deliverToEndpoints(event, 'unless_delivered', dependencies);
  const open = results.filter(({ result }) => result.kind === 'unconfirmed' || result.kind === 'busy').length;
  if (open > 0) throw new FaultError('delivery_failed', `${open} of ${results.length} endpoints have not confirmed`);
  await dependencies.events.markDelivered(event);
}
