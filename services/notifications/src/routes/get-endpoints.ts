import { EndpointListQuery } from '@redoubt/contracts';
import { assertOwn, type Doorkeeper, type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { EndpointReader } from '../endpoint-store.ts';
import { listEndpoints } from '../endpoints/list-endpoints.ts';
import { wireEndpoints, wireKeys } from '../wiring.ts';

export interface GetEndpointsDependencies {
  readonly endpoints: EndpointReader;
  readonly keys: Doorkeeper;
}

/** The function of `GET /notifications/v1/endpoints`. Either region answers: the table is the same in both. */
export function getEndpoints({ endpoints, keys }: GetEndpointsDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:read' },
    query: EndpointListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    keys,
    async handle({ principal, query }) {
      assertOwn(principal, query.merchant_id);
      const page = await listEndpoints({ ...query, merchantId: principal.merchantId }, endpoints);
      return pageAnswer(page, `/notifications/v1/endpoints?limit=${query.limit}`);
    },
  });
}

export const handler = getEndpoints({ endpoints: wireEndpoints(), keys: wireKeys() });
