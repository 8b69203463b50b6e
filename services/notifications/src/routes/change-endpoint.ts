import { ChangeEndpointRequest, EndpointId } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type ChangeEndpointDependencies, changeEndpoint } from '../endpoints/change-endpoint.ts';
import { endpointsMax } from '../endpoints/register-endpoint.ts';
import { wireEndpoints, wireKeys, wireLanes, wireLease, wireLocalOrigins } from '../wiring.ts';

export interface ChangeEndpointRouteDependencies extends ChangeEndpointDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /notifications/v1/endpoints/{id}`.
 *
 * Needs no idempotency key: the same change again changes nothing.
 */
export function changeEndpointRoute({ lease, keys, ...dependencies }: ChangeEndpointRouteDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: ChangeEndpointRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters, receivedAt }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const id = EndpointId.safeParse(pathParameters['id']);
      if (!id.success) throw notFound();
      const change = { merchantId: principal.merchantId, endpointId: id.data, request: body, receivedAt };
      const outcome = await changeEndpoint(change, dependencies);
      switch (outcome.kind) {
        case 'changed':
          logger.info('endpoint changed', { endpointId: id.data, status: outcome.endpoint.status });
          return jsonAnswer(200, outcome.endpoint);
        case 'not_found':
          throw notFound();
        case 'too_many':
          throw new ProblemError(
            'too_many_endpoints',
            `a merchant may have ${endpointsMax} endpoints; pause or delete another one first`,
          );
        case 'url_refused':
          throw new ProblemError('malformed_request', 'the url is not one that webhooks can be sent to', [
            { pointer: '/url', code: 'not_allowed', detail: outcome.reason },
          ]);
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant has no such endpoint');
}

export const handler = changeEndpointRoute({
  endpoints: wireEndpoints(),
  lanes: wireLanes(),
  localOrigins: wireLocalOrigins(),
  lease: wireLease(),
  keys: wireKeys(),
});
