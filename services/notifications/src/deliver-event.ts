import { FaultError } from '@redoubt/lambda-kit';
import { type DeliverToEndpointsDependencies, deliverToEndpoints } from './deliver-to-endpoints.ts';
import type { PaymentEvent } from './domain/payment-event.ts';
import type { EventStore } from './event-store.ts';

export interface DeliverEventDependencies extends DeliverToEndpointsDependencies {
  readonly events: Pick<EventStore, 'keep' | 'markDelivered'>;
}

/**
 * Hands an event to every endpoint of the merchant that wants it: one webhook id for each event and endpoint. What is delivered is
 * not sent again; what is not confirmed waits in the lane of its endpoint.
 *
 * The event is kept as due before the first attempt and until every endpoint has confirmed, is gone, or has it in its lane: whichever
 * region survives finds it in either place, however long ago that was.
 *
 * @throws FaultError `delivery_failed` while another worker is sending it: the queue brings the event back
 */
export async function deliverEvent(event: PaymentEvent, dependencies: DeliverEventDependencies): Promise<void> {
  await dependencies.events.keep(event, dependencies.now());
  const results = await deliverToEndpoints(event, 'first', dependencies);
  const busy = results.filter(({ result }) => result.kind === 'busy').length;
  if (busy > 0)
    throw new FaultError('delivery_failed', `${busy} of ${results.length} attempts are under way elsewhere`);
  await dependencies.events.markDelivered(event);
}
