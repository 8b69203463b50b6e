import { type EndpointEvent, type EndpointEventPage, type EndpointEventsQuery, Webhook } from '@redoubt/contracts';
import { deliveryViewOf } from '../delivery-view.ts';
import { historyCursorOf, placeOfHistoryCursor } from '../domain/history-cursor.ts';
import { webhookTypes } from '../domain/payment-event.ts';
import { webhookBodyOf } from '../domain/webhook-body.ts';
import type { EndpointPlace, EndpointStore } from '../endpoint-store.ts';
import { type EndpointHistoryDependencies, endpointHistory, type HistoryEntry } from './endpoint-history.ts';

export interface ListEndpointEventsDependencies extends EndpointHistoryDependencies {
  readonly endpoints: Pick<EndpointStore, 'ofId'>;
}

export type EndpointEventList =
  | { readonly kind: 'page'; readonly page: EndpointEventPage }
  /** The merchant has no such endpoint. */
  | { readonly kind: 'not_found' }
  | { readonly kind: 'cursor_refused' };

/** A page of the events that an endpoint wants, by their time, with what became of them. @throws FaultError `store_unreachable` */
export async function listEndpointEvents(
  place: EndpointPlace,
  query: EndpointEventsQuery,
  dependencies: ListEndpointEventsDependencies,
): Promise<EndpointEventList> {
  const { cursor, since, until, limit } = query;
  const endpoint = await dependencies.endpoints.ofId(place);
  if (endpoint === undefined) return { kind: 'not_found' };
  const after = cursor === '' ? timeOf(since) : placeOfHistoryCursor(place, cursor);
  if (after === undefined) return { kind: 'cursor_refused' };
  const page = { after, until: until === undefined ? undefined : timeOf(until), pageMax: limit };
  const { entries, next } = await endpointHistory(endpoint, page, dependencies);
  return {
    kind: 'page',
    page: {
      data: entries.filter((entry) => isAskedFor(entry, query)).map(viewOf),
      has_more: next !== undefined,
      next_cursor: next === undefined ? null : historyCursorOf(place, next),
    },
  };
}

/** A time as places in time are written; before all of them when there is none. */
function timeOf(time: string | undefined): string {
  return time === undefined ? '0' : new Date(time).toISOString();
}

function isAskedFor({ event, delivery, status }: HistoryEntry, query: EndpointEventsQuery): boolean {
  if (query.type !== undefined && query.type !== webhookTypes[event.type]) return false;
  return query.status === undefined || query.status === status || query.status === delivery?.status;
}

function viewOf({ event, delivery, status }: HistoryEntry): EndpointEvent {
  return {
    webhook: Webhook.parse(JSON.parse(webhookBodyOf(event))),
    status,
    ...(delivery === undefined ? {} : { delivery: deliveryViewOf(delivery) }),
  };
}
