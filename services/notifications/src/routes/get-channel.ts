import { ChannelId, ChannelQuery } from '@redoubt/contracts';
import {
  assertOwn,
  type Doorkeeper,
  type HttpFunction,
  httpHandler,
  jsonAnswer,
  ProblemError,
} from '@redoubt/lambda-kit';
import type { ChannelStore } from '../channels/channel-store.ts';
import { channelViewOf } from '../channels/channel-view.ts';
import { wireChannels, wireKeys } from '../wiring.ts';

export interface GetChannelDependencies {
  readonly channels: Pick<ChannelStore, 'ofId'>;
  readonly keys: Doorkeeper;
}

/** The function of `GET /notifications/v1/channels/{id}`. Either region answers: the table is the same in both. */
export function getChannel({ channels, keys }: GetChannelDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:read' },
    query: ChannelQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    keys,
    async handle({ principal, query, pathParameters }) {
      assertOwn(principal, query.merchant_id);
      const id = ChannelId.safeParse(pathParameters['id']);
      const place = { merchantId: principal.merchantId, endpointId: id.data ?? '' };
      const channel = id.success ? await channels.ofId(place) : undefined;
      if (channel === undefined) throw new ProblemError('not_found', 'the merchant has no such channel');
      return jsonAnswer(200, channelViewOf(channel));
    },
  });
}

export const handler = getChannel({ channels: wireChannels(), keys: wireKeys() });
