import { CreateEndpointRequest } from '@redoubt/contracts';
import {
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
  replayedHeader,
} from '@redoubt/lambda-kit';
import { endpointsMax, type RegisterEndpointDependencies, registerEndpoint } from '../register-endpoint.ts';
import { wireEndpoints, wireLease, wireLocalOrigins, wireWebhookKey } from '../wiring.ts';

export interface PostEndpointDependencies extends RegisterEndpointDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /notifications/v1/endpoints`. */
export function postEndpoint({ lease, ...dependencies }: PostEndpointDependencies): HttpFunction {
  return httpHandler({
    body: CreateEndpointRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body, idempotencyKey, receivedAt }, { logger }) {
      const outcome = await registerEndpoint({ request: body, idempotencyKey, receivedAt }, dependencies);
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
});
