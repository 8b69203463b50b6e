import { deliveryIdOf, type TestedEndpoint, type TestWebhook } from '@redoubt/contracts';
import type { DeliverToEndpointDependencies } from '../deliver-to-endpoint.ts';
import { signingVersions } from '../domain/endpoint.ts';
import type { EndpointPlace, EndpointStore } from '../endpoint-store.ts';
import { signingKeysOf, signWebhook } from '../sign-webhook.ts';

export interface TestEndpointDependencies extends Pick<DeliverToEndpointDependencies, 'webhookKey' | 'send' | 'now'> {
  readonly endpoints: Pick<EndpointStore, 'ofId'>;
  /** Makes an id that was never given before. */
  readonly newId: () => string;
}

/**
 * Sends a signed webhook that is about nothing, also to a paused endpoint: its merchant sees whether the receiver takes it. It is not
 * logged, not repeated, and its outcome has no consequences.
 *
 * @returns `undefined` when the merchant has no such endpoint
 * @throws FaultError `store_unreachable`
 */
export async function testEndpoint(
  place: EndpointPlace,
  { endpoints, webhookKey, send, now, newId }: TestEndpointDependencies,
): Promise<TestedEndpoint | undefined> {
  const endpoint = await endpoints.ofId(place);
  if (endpoint === undefined) return undefined;
  const { endpointId, merchantId, url } = endpoint;
  const sentAt = now();
  const webhook: TestWebhook = {
    type: 'endpoint.test',
    timestamp: sentAt.toISOString(),
    data: { endpoint_id: endpointId, merchant_id: merchantId },
  };
  const body = JSON.stringify(webhook);
  const webhookId = deliveryIdOf({ eventId: newId(), endpointId });
  const keys = signingKeysOf(await webhookKey(), endpointId, signingVersions(endpoint, sentAt));
  const outcome = await send(url, { headers: signWebhook({ webhookId, body, sentAt }, keys), body });
  return {
    webhook_id: webhookId,
    confirmed: outcome.kind === 'confirmed',
    ...(outcome.status === undefined ? {} : { status: outcome.status }),
    outcome: outcome.text,
    duration_ms: now().getTime() - sentAt.getTime(),
  };
}
