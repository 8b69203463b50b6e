import {
  type CreatedEndpoint,
  type CreateEndpointRequest,
  commandIdOf,
  containsCardNumber,
  endpointIdOf,
} from '@redoubt/contracts';
import type { Endpoint } from './domain/endpoint.ts';
import { endpointSecretOf } from './endpoint-secret.ts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /notifications/v1/endpoints';

/** Where endpoints are kept. */
export interface EndpointStore {
  /** Stores an endpoint unless its id is known; answers the one that is stored then. */
  add(endpoint: Endpoint): Promise<{ readonly isNew: boolean; readonly stored: Endpoint }>;
  ofMerchant(merchantId: string): Promise<readonly Endpoint[]>;
}

export interface Registration {
  readonly request: CreateEndpointRequest;
  readonly idempotencyKey: string;
  readonly receivedAt: Date;
}

export interface RegistrationDesk {
  readonly endpoints: Pick<EndpointStore, 'add'>;
  /** The key that secrets are derived from. */
  readonly webhookKey: () => Promise<string>;
}

export type RegistrationOutcome =
  | { readonly kind: 'registered'; readonly isReplay: boolean; readonly endpoint: CreatedEndpoint }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'url_refused'; readonly reason: string };

/**
 * Registers where a merchant wants its webhooks; the same request with the same key gives the same endpoint again.
 *
 * The store is an ordinary global table: the guard holds within a region. A retry that reaches the other region before
 * replication does writes the same id over itself, which no money hangs on.
 *
 * @throws FaultError `store_unreachable`
 */
export async function registerEndpoint(
  { request, idempotencyKey, receivedAt }: Registration,
  { endpoints, webhookKey }: RegistrationDesk,
): Promise<RegistrationOutcome> {
  const { merchant_id: merchantId, url, events } = request;
  if (!URL.canParse(url)) return { kind: 'url_refused', reason: 'this is no URL' };
  if (containsCardNumber(url)) return { kind: 'url_refused', reason: 'looks like a card number' };

  const endpointId = endpointIdOf(commandIdOf({ merchantId, route, idempotencyKey }));
  const { isNew, stored } = await endpoints.add({
    endpointId,
    merchantId,
    url,
    events,
    createdAt: receivedAt.toISOString(),
  });
  if (stored.url !== url || !isSameFilter(stored.events, events)) return { kind: 'key_reused' };
  return {
    kind: 'registered',
    isReplay: !isNew,
    endpoint: {
      id: endpointId,
      merchant_id: merchantId,
      url,
      ...(stored.events === undefined ? {} : { events: [...stored.events] }),
      secret: endpointSecretOf(await webhookKey(), endpointId),
      created_at: stored.createdAt,
    },
  };
}

/** Whether two filters let the same types through; their order means nothing. */
function isSameFilter(left: Endpoint['events'], right: Endpoint['events']): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.length === right.length && left.every((type) => right.includes(type));
}
