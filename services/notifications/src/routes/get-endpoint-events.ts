import { EndpointEventsQuery, EndpointId } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  ProblemError,
  pageAnswer,
} from '@redoubt/lambda-kit';
import { type ListEndpointEventsDependencies, listEndpointEvents } from '../endpoints/list-endpoint-events.ts';
import { wireDeliveries, wireEndpoints, wireEvents, wireKeys } from '../wiring.ts';

export interface GetEndpointEventsDependencies extends ListEndpointEventsDependencies {
  readonly keys: Doorkeeper;
}

/** The function of `GET /notifications/v1/endpoints/{id}/events`. Either region answers from its own copy of the log. */
export function getEndpointEvents({ keys, ...dependencies }: GetEndpointEventsDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:read' },
    query: EndpointEventsQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    keys,
    async handle({ principal, query, pathParameters }) {
      assertOwn(principal, query.merchant_id);
      const id = EndpointId.safeParse(pathParameters['id']);
      if (!id.success) throw notFound();
      const place = { merchantId: principal.merchantId, endpointId: id.data };
      const list = await listEndpointEvents(place, query, dependencies);
      if (list.kind === 'not_found') throw notFound();
      const { cursor: _, ...filters } = query;
      const given = Object.entries(filters).filter(([, value]) => value !== undefined);
      const self = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
      const page = list.kind === 'page' ? list.page : undefined;
      return pageAnswer(page, `/notifications/v1/endpoints/${id.data}/events?${self}`);
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant has no such endpoint');
}

export const handler = getEndpointEvents({
  endpoints: wireEndpoints(),
  events: wireEvents(),
  deliveries: wireDeliveries(),
  keys: wireKeys(),
});
