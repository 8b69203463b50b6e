import { EndpointId, RecoverEndpointRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type RecoverEndpointDependencies, recoverEndpoint } from '../endpoints/recover-endpoint.ts';
import { wireDeliveries, wireEndpoints, wireEvents, wireKeys, wireLanes, wireLease } from '../wiring.ts';

export interface PostRecoveryDependencies extends RecoverEndpointDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /notifications/v1/endpoints/{id}/recoveries`.
 *
 * Takes no idempotency key: the same request again adds nothing that waits or was delivered.
 */
export function postRecovery({ lease, keys, ...dependencies }: PostRecoveryDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: RecoverEndpointRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters, receivedAt }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const id = EndpointId.safeParse(pathParameters['id']);
      const { merchantId } = principal;
      const recovery = { merchantId, endpointId: id.data ?? '', request: body, receivedAt };
      const recovered = id.success ? await recoverEndpoint(recovery, dependencies) : undefined;
      if (recovered === undefined) throw new ProblemError('not_found', 'the merchant has no such endpoint');
      logger.info('endpoint recovered', { endpointId: recovery.endpointId, ...recovered });
      return jsonAnswer(200, recovered);
    },
  });
}

const deliveries = wireDeliveries();

export const handler = postRecovery({
  endpoints: wireEndpoints(),
  events: wireEvents(),
  deliveries,
  log: deliveries,
  lanes: wireLanes(),
  lease: wireLease(),
  keys: wireKeys(),
});
