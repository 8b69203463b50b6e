import { FaultError, inParallel } from '@redoubt/lambda-kit';
import { wants } from './domain/endpoint.ts';
import { type PaymentEvent, webhookTypes } from './domain/payment-event.ts';
import type { EventStore } from './event-store.ts';
import type { EndpointStore } from './register-endpoint.ts';
import { type TellingDesk, tellEndpoint } from './tell-endpoint.ts';

/** Endpoints of one merchant that are told at a time. */
export const endpointsParallelMax = 10;

export interface DeliveryDesk extends TellingDesk {
  readonly endpoints: Pick<EndpointStore, 'ofMerchant'>;
  readonly events: Pick<EventStore, 'keep'>;
}

/**
 * Tells every endpoint of the merchant that wants it of an event: one webhook id for each event and endpoint, at least one
 * attempt. What is delivered is not sent again.
 *
 * @throws FaultError `delivery_failed` while an endpoint has not confirmed: the queue brings the event back
 */
export async function deliverEvent(event: PaymentEvent, desk: DeliveryDesk): Promise<void> {
  await desk.events.keep(event, desk.now());
  const all = await desk.endpoints.ofMerchant(event.data.merchantId);
  const endpoints = all.filter((endpoint) => wants(endpoint, webhookTypes[event.type]));
  const tellings = await inParallel(endpoints, endpointsParallelMax, (endpoint) =>
    tellEndpoint(event, endpoint, { wish: 'once', desk }),
  );
  const open = tellings.filter(({ kind }) => kind !== 'confirmed').length;
  if (open > 0) throw new FaultError('delivery_failed', `${open} of ${endpoints.length} endpoints have not confirmed`);
}
