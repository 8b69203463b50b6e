import type { RecoverEndpointRequest, RecoveredEndpoint } from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import type { DeliveryLog } from '../delivery-log.ts';
import { deliveryOf } from '../domain/delivery.ts';
import type { EndpointStore } from '../endpoint-store.ts';
import type { LaneStore } from '../lanes/lane-store.ts';
import { type EndpointHistoryDependencies, endpointHistory } from './endpoint-history.ts';

/** Events that one request looks at, page by page. */
const pagesMax = 5;
const pageMax = 100;

/** Deliveries that are put into a lane at a time. */
const writesParallelMax = 25;

export interface RecoverEndpointDependencies extends EndpointHistoryDependencies {
  readonly endpoints: Pick<EndpointStore, 'ofId'>;
  readonly log: Pick<DeliveryLog, 'enqueue'>;
  readonly lanes: Pick<LaneStore, 'wake'>;
}

export interface EndpointRecovery {
  readonly merchantId: string;
  readonly endpointId: string;
  readonly request: RecoverEndpointRequest;
  readonly receivedAt: Date;
}

/**
 * Puts the events that an endpoint has missed into its lane, each with a schedule of its own: those that were given up, and those
 * that came while it was paused or not registered. Asked for again it adds nothing that waits or was delivered.
 *
 * @returns `undefined` when the merchant has no such endpoint
 * @throws FaultError `store_unreachable`: ask again
 */
export async function recoverEndpoint(
  { merchantId, endpointId, request, receivedAt: now }: EndpointRecovery,
  dependencies: RecoverEndpointDependencies,
): Promise<RecoveredEndpoint | undefined> {
  const { endpoints, log, lanes } = dependencies;
  const endpoint = await endpoints.ofId({ merchantId, endpointId });
  if (endpoint === undefined) return undefined;
  const until = request.until === undefined ? undefined : new Date(request.until).toISOString();
  let after = new Date(request.since).toISOString();
  let enqueued = 0;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const { entries, next } = await endpointHistory(endpoint, { after, until, pageMax }, dependencies);
    const missed = entries.filter(({ status }) => status === 'missed');
    const waits = await inParallel(missed, writesParallelMax, ({ event }) =>
      log.enqueue(deliveryOf(event, endpoint), { at: now, now, restarts: true }),
    );
    enqueued += waits.filter(Boolean).length;
    if (waits.length > 0) await lanes.wake(endpoint, { at: now, now });
    if (next === undefined) return { enqueued };
    after = next;
  }
  // The whole millisecond once more: what waits by now is not added again.
  return { enqueued, next_since: after.slice(0, after.indexOf('#')) };
}
