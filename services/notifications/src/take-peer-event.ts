import { type DeliverEventDependencies, deliverEvent } from './deliver-event.ts';
import type { PaymentEvent } from './domain/payment-event.ts';

/**
 * Takes an event that the other region announced: keeps it as due while that region is active, and delivers it if this one is.
 *
 * The other region delivers its own events. This copy is for those that still wait in its queue when it is lost.
 *
 * @throws FaultError `store_unreachable`, `bus_unreachable` or `delivery_failed`: the queue brings the event back
 */
export async function takePeerEvent(
  event: PaymentEvent,
  { isActive, ...dependencies }: DeliverEventDependencies & { readonly isActive: boolean },
): Promise<void> {
  if (isActive) return deliverEvent(event, dependencies);
  await dependencies.events.keep(event, dependencies.now());
}
