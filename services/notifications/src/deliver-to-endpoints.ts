import { inParallel } from '@redoubt/lambda-kit';
import { type DeliverToEndpointDependencies, type DeliveryResult, deliverToEndpoint } from './deliver-to-endpoint.ts';
import type { DeliveryMode } from './delivery-log.ts';
import { wants } from './domain/endpoint.ts';
import { type PaymentEvent, webhookTypes } from './domain/payment-event.ts';
import { isChannel, type Recipient } from './domain/recipient.ts';
import type { RecipientStore } from './recipient-store.ts';

/** Endpoints of one merchant that are sent to at a time. */
const endpointsParallelMax = 10;

export interface DeliverToEndpointsDependencies extends DeliverToEndpointDependencies {
  readonly endpoints: DeliverToEndpointDependencies['endpoints'] & Pick<RecipientStore, 'ofMerchant'>;
}

/**
 * Delivers an event to every endpoint and channel of its merchant that wants it. What somebody asks for goes to endpoints alone: a
 * person who got a message needs no other one.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function deliverToEndpoints(
  event: PaymentEvent,
  mode: DeliveryMode,
  dependencies: DeliverToEndpointsDependencies,
): Promise<readonly { readonly endpoint: Recipient; readonly result: DeliveryResult }[]> {
  const all = await dependencies.endpoints.ofMerchant(event.data.merchantId);
  const endpoints = all.filter((it) => wants(it, webhookTypes[event.type]) && !(mode === 'asked' && isChannel(it)));
  return inParallel(endpoints, endpointsParallelMax, async (endpoint) => ({
    endpoint,
    result: await deliverToEndpoint(event, endpoint, { mode, dependencies }),
  }));
}
