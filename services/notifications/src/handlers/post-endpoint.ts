import { CreateEndpointRequest, headers } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError, RegionLease } from '@redoubt/lambda-kit';
import { fromEnvironment } from '../adapters/environment.ts';
import { endpointsMax, type RegistrationDesk, registerEndpoint } from '../register-endpoint.ts';

export interface PostEndpointPorts extends RegistrationDesk {
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The function of `POST /notifications/v1/endpoints`. */
export function postEndpoint({ lease, ...desk }: PostEndpointPorts): HttpFunction {
  return httpHandler({
    body: CreateEndpointRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    async handle({ body, idempotencyKey, receivedAt }, { logger }) {
      const outcome = await registerEndpoint({ request: body, idempotencyKey, receivedAt }, desk);
      switch (outcome.kind) {
        case 'registered': {
          logger.info('endpoint registered', { endpointId: outcome.endpoint.id, isReplay: outcome.isReplay });
          const replayed = outcome.isReplay ? { [headers.idempotencyReplayed]: 'true' } : {};
          return jsonAnswer(201, outcome.endpoint, replayed);
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
  endpoints: fromEnvironment.endpoints(),
  webhookKey: fromEnvironment.webhookKey(),
  lease: RegionLease.ofEnvironment(process.env),
});
