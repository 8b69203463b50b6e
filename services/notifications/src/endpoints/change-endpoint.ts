import type { ChangedEndpoint, ChangeEndpointRequest } from '@redoubt/contracts';
import { urlRefusal } from '../domain/endpoint-url.ts';
import type { EndpointStore } from '../endpoint-store.ts';
import type { LaneStore } from '../lanes/lane-store.ts';
import { endpointViewOf } from './endpoint-view.ts';
import { endpointsMax } from './register-endpoint.ts';

export interface ChangeEndpointDependencies {
  readonly endpoints: Pick<EndpointStore, 'ofId' | 'ofMerchant' | 'change' | 'pause' | 'resume' | 'remove'>;
  readonly lanes: Pick<LaneStore, 'wake'>;
  /** Receivers of the local cloud; none on AWS. */
  readonly localOrigins: readonly string[];
}

export interface EndpointChange {
  readonly merchantId: string;
  readonly endpointId: string;
  readonly request: ChangeEndpointRequest;
  readonly receivedAt: Date;
}

export type ChangeOutcome =
  | { readonly kind: 'changed'; readonly endpoint: ChangedEndpoint }
  /** The merchant has no such endpoint. */
  | { readonly kind: 'not_found' }
  /** One more can't be resumed. */
  | { readonly kind: 'too_many' }
  | { readonly kind: 'url_refused'; readonly reason: string };

/**
 * Changes where and what is sent, pauses, resumes or deletes an endpoint. Asked for again it changes nothing, except that a
 * deleted endpoint is not found.
 *
 * While an endpoint is paused nothing is put into its lane. What waited before stays, and is sent when it is resumed.
 *
 * @throws FaultError `store_unreachable`: a part may be done, and the same request completes it
 */
export async function changeEndpoint(
  { merchantId, endpointId, request, receivedAt: now }: EndpointChange,
  { endpoints, lanes, localOrigins }: ChangeEndpointDependencies,
): Promise<ChangeOutcome> {
  const { url, events, status } = request;
  const place = { merchantId, endpointId };
  const reason = url === undefined ? undefined : urlRefusal(url, localOrigins);
  if (reason !== undefined) return { kind: 'url_refused', reason };
  const known = await endpoints.ofId(place);
  if (known === undefined) return { kind: 'not_found' };
  if (status === 'deleted') {
    await endpoints.remove(place, now);
    return { kind: 'changed', endpoint: { ...endpointViewOf(known), status } };
  }
  const resumes = status === 'enabled' && known.paused !== undefined;
  if (resumes && (await endpoints.ofMerchant(merchantId)).length >= endpointsMax) return { kind: 'too_many' };
  if (url !== undefined || events !== undefined) await endpoints.change(place, { url, events });
  if (status === 'paused') await endpoints.pause(place, { reason: 'requested', now });
  if (status === 'enabled') {
    await endpoints.resume(place);
    // Also when it was active before: the request that resumed it may have ended here.
    await lanes.wake(place, { at: now, now });
  }
  const changed = await endpoints.ofId(place);
  return changed === undefined ? { kind: 'not_found' } : { kind: 'changed', endpoint: endpointViewOf(changed) };
}
