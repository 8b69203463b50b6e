import { inParallel } from '@redoubt/lambda-kit';
import { type DeliverToEndpointDependencies, type DeliveryResult, deliverToEndpoint } from './deliver-to-endpoint.ts';
import type { DeliveryMode } from './delivery-log.ts';
import { type Endpoint, wants } from './domain/endpoint.ts';
import { type PaymentEvent, webhookTypes } from './domain/payment-event.ts';
import type { EndpointStore } from './endpoint-store.ts';

/** Endpoints of one merchant that are sent to at a time. */
const endpointsParallelMax = 10;

export interface DeliverToEndpointsDependencies extends DeliverToEndpointDependencies {
  readonly endpoints: DeliverToEndpointDependencies['endpoints'] & Pick<EndpointStore, 'ofMerchant'>;
}

/**
 * Delivers an event to every endpoint of its merchant that wants it.
 *
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function deliverToEndpoints(
  event: PaymentEvent,
  mode: DeliveryMode,
  dependencies: DeliverToEndpointsDependencies,
): Promise<readonly { readonly endpoint: Endpoint; readonly result: DeliveryResult }[]> {
  const all = await dependencies.endpoints.ofMerchant(event.data.merchantId);
  const endpoints = all.filter((endpoint) => wants(endpoint, webhookTypes[event.type]));
  return inParallel(endpoints, endpointsParallelMax, async (endpoint) => ({
    endpoint,
    result: await deliverToEndpoint(event, endpoint, { mode, dependencies }),
  }));
}
