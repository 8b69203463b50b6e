import { type ChannelList, ChannelQuery } from '@redoubt/contracts';
import { assertOwn, type Doorkeeper, type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import type { ChannelStore } from '../channels/channel-store.ts';
import { channelViewOf } from '../channels/channel-view.ts';
import { wireChannels, wireKeys } from '../wiring.ts';

export interface GetChannelsDependencies {
  readonly channels: Pick<ChannelStore, 'all'>;
  readonly keys: Doorkeeper;
}

/** The function of `GET /notifications/v1/channels`. Either region answers: the table is the same in both. */
export function getChannels({ channels, keys }: GetChannelsDependencies): HttpFunction {
  return httpHandler({
    access: { scope: 'webhooks:read' },
    query: ChannelQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    keys,
    async handle({ principal, query }) {
      assertOwn(principal, query.merchant_id);
      const all = await channels.all(principal.merchantId);
      const list: ChannelList = { data: all.map(channelViewOf), has_more: false, next_cursor: null };
      return jsonAnswer(200, list);
    },
  });
}

export const handler = getChannels({ channels: wireChannels(), keys: wireKeys() });
