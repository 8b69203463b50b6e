import { ChangeChannelRequest, ChannelId } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type ChangeChannelDependencies, changeChannel } from '../channels/change-channel.ts';
import { wireChannels, wireKeys, wireLanes, wireLease } from '../wiring.ts';

export interface ChangeChannelRouteDependencies extends ChangeChannelDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /notifications/v1/channels/{id}`.
 *
 * Needs no idempotency key: the same change again changes nothing.
 */
export function changeChannelRoute({ lease, keys, ...dependencies }: ChangeChannelRouteDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: ChangeChannelRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters, receivedAt: now }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const id = ChannelId.safeParse(pathParameters['id']);
      if (!id.success) throw notFound();
      const change = { merchantId: principal.merchantId, endpointId: id.data, request: body, now };
      const outcome = await changeChannel(change, dependencies);
      switch (outcome.kind) {
        case 'changed':
          logger.info('channel changed', { endpointId: id.data, status: outcome.channel.status });
          return jsonAnswer(200, outcome.channel);
        case 'not_found':
          throw notFound();
        case 'not_confirmed':
          throw new ProblemError('channel_not_confirmed', 'confirm the address by a code first');
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant has no such channel');
}

export const handler = changeChannelRoute({
  channels: wireChannels(),
  lanes: wireLanes(),
  lease: wireLease(),
  keys: wireKeys(),
});
