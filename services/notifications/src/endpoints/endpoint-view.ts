import type { EndpointDetails, EndpointView } from '@redoubt/contracts';
import { type Endpoint, signingVersions } from '../domain/endpoint.ts';
import { publicKeyOf } from '../endpoint-secret.ts';

/** An endpoint in the words of the API, without its secrets. */
export function endpointViewOf(endpoint: Endpoint): EndpointView {
  const { endpointId, merchantId, url, events, paused, failingSince, createdAt } = endpoint;
  return {
    id: endpointId,
    merchant_id: merchantId,
    url,
    ...(events === undefined ? {} : { events: [...events] }),
    status: paused === undefined ? 'enabled' : 'paused',
    ...(paused === undefined ? {} : { pause_reason: paused.reason, paused_at: paused.at }),
    ...(failingSince === undefined ? {} : { failing_since: failingSince }),
    created_at: createdAt,
  };
}

/** An endpoint with the keys that anybody may know. */
export function endpointDetailsOf(endpoint: Endpoint, key: string, now: Date): EndpointDetails {
  const versions = signingVersions(endpoint, now);
  const previousUntil = versions.length > 1 ? endpoint.rolls?.at(-1)?.previousUntil : undefined;
  return {
    ...endpointViewOf(endpoint),
    public_keys: versions.map((version) => publicKeyOf(key, { endpointId: endpoint.endpointId, version })),
    ...(previousUntil === undefined ? {} : { previous_secret_until: previousUntil }),
  };
}
