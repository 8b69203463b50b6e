import { EndpointId, RollSecretRequest } from '@redoubt/contracts';
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
import { type RollSecretDependencies, rollSecret, rollsMax } from '../endpoints/roll-secret.ts';
import { wireEndpoints, wireKeys, wireLease, wireWebhookKey } from '../wiring.ts';

export interface PostSecretDependencies extends RollSecretDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/** The function of `POST /notifications/v1/endpoints/{id}/secrets`. */
export function postSecret({ lease, keys, ...dependencies }: PostSecretDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: RollSecretRequest,
    idempotencyKey: 'required',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters, idempotencyKey, receivedAt }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const id = EndpointId.safeParse(pathParameters['id']);
      if (!id.success) throw notFound();
      const { merchantId } = principal;
      const roll = { merchantId, endpointId: id.data, request: body, idempotencyKey, receivedAt };
      const outcome = await rollSecret(roll, dependencies);
      switch (outcome.kind) {
        case 'rolled':
          logger.info('secret rolled', { endpointId: id.data, isReplay: outcome.isReplay });
          return jsonAnswer(201, outcome.secret, replayedHeader(outcome.isReplay));
        case 'not_found':
          throw notFound();
        case 'key_reused':
          throw new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another secret');
        case 'busy':
          throw new ProblemError('conflict', 'another secret was made at the same time; send the request again');
        case 'too_many':
          throw new ProblemError(
            'too_many_secrets',
            `an endpoint may have ${rollsMax} new secrets; register another endpoint`,
          );
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant has no such endpoint');
}

export const handler = postSecret({
  endpoints: wireEndpoints(),
  webhookKey: wireWebhookKey(),
  lease: wireLease(),
  keys: wireKeys(),
});
