import type { EndpointEvent } from '@redoubt/contracts';
import { inParallel } from '@redoubt/lambda-kit';
import type { DeliveryReader } from '../delivery-log.ts';
import { type DeliveryRecord, deliveryOf } from '../domain/delivery.ts';
import { type Endpoint, wants } from '../domain/endpoint.ts';
import { type PaymentEvent, placeInTimeOf, webhookTypes } from '../domain/payment-event.ts';
import type { EventHistory } from '../event-store.ts';

/** Deliveries that are read at a time. */
const readsParallelMax = 25;

/** Sorts behind every time. */
const endOfTime = '~';

export interface EndpointHistoryDependencies {
  readonly events: EventHistory;
  readonly deliveries: Pick<DeliveryReader, 'recordOf'>;
}

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** Place in time to go on after; undefined when nothing follows. */
  readonly next: string | undefined;
}

/** An event that an endpoint wants. */
export interface HistoryEntry {
  readonly event: PaymentEvent;
  readonly delivery: DeliveryRecord | undefined;
  readonly status: EndpointEvent['status'];
}

/**
 * A page of the events that an endpoint wants, oldest first, with what became of them, also while it was paused or not registered.
 * Events that it does not want are left out, so the page may be shorter than asked for.
 *
 * @param page.after place in time that the page goes on after, or a time
 * @throws FaultError `store_unreachable`
 */
export async function endpointHistory(
  endpoint: Endpoint,
  {
    after,
    until = endOfTime,
    pageMax,
  }: { readonly after: string; readonly until?: string | undefined; readonly pageMax: number },
  { events, deliveries }: EndpointHistoryDependencies,
): Promise<HistoryPage> {
  // DynamoDB refuses a range that ends before it begins.
  if (until < after) return { entries: [], next: undefined };
  const page = await events.heardBy(endpoint.merchantId, { after, until, pageMax });
  const wanted = page.events.filter((event) => wants(endpoint, webhookTypes[event.type]));
  const entries = await inParallel(wanted, readsParallelMax, async (event) => {
    const delivery = await deliveries.recordOf(deliveryOf(event, endpoint));
    return { event, delivery, status: statusOf(delivery) };
  });
  const last = page.events.at(-1);
  return { entries, next: page.hasMore && last !== undefined ? placeInTimeOf(last) : undefined };
}

function statusOf(delivery: DeliveryRecord | undefined): EndpointEvent['status'] {
  return delivery === undefined || delivery.status === 'failed' ? 'missed' : delivery.status;
}
