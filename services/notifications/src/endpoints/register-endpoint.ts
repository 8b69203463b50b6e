import { type CreatedEndpoint, type CreateEndpointRequest, commandIdOf, endpointIdOf } from '@redoubt/contracts';
import type { Endpoint } from '../domain/endpoint.ts';
import { urlRefusal } from '../domain/endpoint-url.ts';
import { endpointSecretOf, publicKeyOf } from '../endpoint-secret.ts';
import type { EndpointStore } from '../endpoint-store.ts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /notifications/v1/endpoints';

/** Endpoints of one merchant: every event goes to all of them at once. */
export const endpointsMax = 20;

export interface Registration {
  readonly merchantId: string;
  readonly request: CreateEndpointRequest;
  readonly idempotencyKey: string;
  readonly receivedAt: Date;
}

export interface RegisterEndpointDependencies {
  readonly endpoints: Pick<EndpointStore, 'add' | 'ofMerchant'>;
  /** The key that secrets are derived from. */
  readonly webhookKey: () => Promise<string>;
  /** Receivers of the local cloud; none on AWS. */
  readonly localOrigins: readonly string[];
}

export type RegistrationOutcome =
  | { readonly kind: 'registered'; readonly isReplay: boolean; readonly endpoint: CreatedEndpoint }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'too_many' }
  | { readonly kind: 'url_refused'; readonly reason: string };

/**
 * Registers a webhook endpoint; the same request with the same key gives the same endpoint again.
 *
 * An answered endpoint is in a quorum of regions, and the guard of the key holds over all of them.
 *
 * @throws FaultError `store_unreachable`
 */
export async function registerEndpoint(
  { merchantId, request, idempotencyKey, receivedAt }: Registration,
  { endpoints, webhookKey, localOrigins }: RegisterEndpointDependencies,
): Promise<RegistrationOutcome> {
  const { url, events } = request;
  const reason = urlRefusal(url, localOrigins);
  if (reason !== undefined) return { kind: 'url_refused', reason };

  const endpointId = endpointIdOf(commandIdOf({ merchantId, route, idempotencyKey }));
  const known = await endpoints.ofMerchant(merchantId);
  const isKnown = known.some((endpoint) => endpoint.endpointId === endpointId);
  // Registrations at the same moment may go over it by a few, which harms nobody.
  if (known.length >= endpointsMax && !isKnown) return { kind: 'too_many' };
  const { isNew, stored } = await endpoints.add({
    endpointId,
    merchantId,
    url,
    events,
    registered: { url, events },
    createdAt: receivedAt.toISOString(),
  });
  // A repeat is answered as the first request was, whatever became of the endpoint since.
  const { registered = stored } = stored;
  if (registered.url !== url || !isSameFilter(registered.events, events)) return { kind: 'key_reused' };
  const [key, first] = [await webhookKey(), { endpointId, version: 1 }];
  return {
    kind: 'registered',
    isReplay: !isNew,
    endpoint: {
      id: endpointId,
      merchant_id: merchantId,
      url,
      ...(registered.events === undefined ? {} : { events: [...registered.events] }),
      secret: endpointSecretOf(key, first),
      public_key: publicKeyOf(key, first),
      created_at: stored.createdAt,
    },
  };
}

/** Whether two filters let the same types through; their order means nothing. */
function isSameFilter(left: Endpoint['events'], right: Endpoint['events']): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.length === right.length && left.every((type) => right.includes(type));
}
