import { randomUUID } from 'node:crypto';
import { EndpointId, TestEndpointRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type TestEndpointDependencies, testEndpoint } from '../endpoints/test-endpoint.ts';
import { wireKeys, wireLease, wireTester } from '../wiring.ts';

export interface PostEndpointTestDependencies extends TestEndpointDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /notifications/v1/endpoints/{id}/tests`.
 *
 * Takes no idempotency key: each request is one more test.
 */
export function postEndpointTest({ lease, keys, ...dependencies }: PostEndpointTestDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: TestEndpointRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const id = EndpointId.safeParse(pathParameters['id']);
      const place = { merchantId: principal.merchantId, endpointId: id.data ?? '' };
      const tested = id.success ? await testEndpoint(place, dependencies) : undefined;
      if (tested === undefined) throw new ProblemError('not_found', 'the merchant has no such endpoint');
      logger.info('endpoint tested', { endpointId: place.endpointId, outcome: tested.outcome });
      return jsonAnswer(200, tested);
    },
  });
}

export const handler = postEndpointTest({ ...wireTester(), newId: randomUUID, lease: wireLease(), keys: wireKeys() });
