import { CreateEndpointRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
  replayedHeader,
} from '@redoubt/lambda-kit';
import { endpointsMax, type RegisterEndpointDependencies, registerEndpoint } from '../endpoints/register-endpoint.ts';
import { wireEndpoints, wireKeys, wireLease, wireLocalOrigins, wireWebhookKey } from '../wiring.ts';

export interface PostEndpointDependencies extends RegisterEndpointDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/** The function of `POST /notifications/v1/endpoints`. */
export function postEndpoint({ lease, keys, ...dependencies }: PostEndpointDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: CreateEndpointRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, idempotencyKey, receivedAt }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const registration = { merchantId: principal.merchantId, request: body, idempotencyKey, receivedAt };
      const outcome = await registerEndpoint(registration, dependencies);
      switch (outcome.kind) {
        case 'registered': {
          logger.info('endpoint registered', { endpointId: outcome.endpoint.id, isReplay: outcome.isReplay });
          return jsonAnswer(201, outcome.endpoint, replayedHeader(outcome.isReplay));
        }
        case 'key_reused':
          throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another endpoint');
        case 'too_many':
          throw new ProblemError(
            'too_many_endpoints',
            `a merchant may have ${endpointsMax} endpoints; use one of them`,
          );
        case 'url_refused':
          throw new ProblemError('malformed_request', 'the url is not one that webhooks can be sent to', [
            { pointer: '/url', code: 'not_allowed', detail: outcome.reason },
          ]);
      }
    },
  });
}

export const handler = postEndpoint({
  endpoints: wireEndpoints(),
  webhookKey: wireWebhookKey(),
  localOrigins: wireLocalOrigins(),
  lease: wireLease(),
  keys: wireKeys(),
});
