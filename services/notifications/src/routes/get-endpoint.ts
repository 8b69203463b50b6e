import { EndpointId, EndpointQuery } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
} from '@redoubt/lambda-kit';
import type { EndpointStore } from '../endpoint-store.ts';
import { endpointDetailsOf } from '../endpoints/endpoint-view.ts';
import { wireEndpoints, wireKeys, wireWebhookKey } from '../wiring.ts';

export interface GetEndpointDependencies {
  readonly endpoints: Pick<EndpointStore, 'ofId'>;
  /** The key that secrets are derived from. */
  readonly webhookKey: () => Promise<string>;
  readonly keys: Doorkeeper;
}

/** The function of `GET /notifications/v1/endpoints/{id}`. */
export function getEndpoint({ endpoints, webhookKey, keys }: GetEndpointDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:read' },
    query: EndpointQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    keys,
    async handle({ principal, query, pathParameters, receivedAt }) {
      assertOwn(principal, query.merchant_id);
      const id = EndpointId.safeParse(pathParameters['id']);
      const place = { merchantId: principal.merchantId, endpointId: id.data ?? '' };
      const endpoint = id.success ? await endpoints.ofId(place) : undefined;
      if (endpoint === undefined) throw new ProblemError('not_found', 'the merchant has no such endpoint');
      return jsonAnswer(200, endpointDetailsOf(endpoint, await webhookKey(), receivedAt));
    },
  });
}

export const handler = getEndpoint({ endpoints: wireEndpoints(), webhookKey: wireWebhookKey(), keys: wireKeys() });
