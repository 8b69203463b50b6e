import { ChannelId, ConfirmChannelRequest } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
  type RegionLease,
} from '@redoubt/lambda-kit';
import { type ConfirmChannelDependencies, confirmChannel } from '../channels/confirm-channel.ts';
import { wireChannels, wireCodes, wireKeys, wireLanes, wireLease, wireWebhookKey } from '../wiring.ts';

export interface PostChannelConfirmationDependencies extends ConfirmChannelDependencies {
  readonly lease: Pick<RegionLease, 'current'>;
  readonly keys: Doorkeeper;
}

/**
 * The function of `POST /notifications/v1/channels/{id}/confirmations`.
 *
 * Takes no idempotency key: a code is good once.
 */
export function postChannelConfirmation({
  lease,
  keys,
  ...dependencies
}: PostChannelConfirmationDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:manage' },
    body: ConfirmChannelRequest,
    idempotencyKey: 'ignored',
    admits: 'active-region',
    lease,
    keys,
    async handle({ principal, body, pathParameters, receivedAt: now }, { logger }) {
      assertOwn(principal, body.merchant_id);
      const id = ChannelId.safeParse(pathParameters['id']);
      if (!id.success) throw notFound();
      const { merchantId } = principal;
      const outcome = await confirmChannel({ merchantId, endpointId: id.data, code: body.code, now }, dependencies);
      logger.info('channel confirmation', { endpointId: id.data, outcome: outcome.kind });
      switch (outcome.kind) {
        case 'confirmed':
          return jsonAnswer(200, outcome.channel);
        case 'not_found':
          throw notFound();
        case 'refused':
          throw new ProblemError(
            'code_refused',
            'ask for a new code if this one is older than 15 min or was tried 5 times',
          );
      }
    },
  });
}

function notFound(): ProblemError {
  return new ProblemError('not_found', 'the merchant has no such channel');
}

export const handler = postChannelConfirmation({
  channels: wireChannels(),
  codes: wireCodes(),
  lanes: wireLanes(),
  webhookKey: wireWebhookKey(),
  lease: wireLease(),
  keys: wireKeys(),
});
