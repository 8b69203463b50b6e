import type { ChannelView } from '@redoubt/contracts';
import type { Channel } from '../domain/channel.ts';

/** A channel in the words of the API, without its code. */
export function channelViewOf(channel: Channel): ChannelView {
  const { endpointId, merchantId, kind, address, events, paused, failingSince, confirmedAt, codeExpiresAt } = channel;
  return {
    id: endpointId,
    merchant_id: merchantId,
    kind,
    address,
    ...(events === undefined ? {} : { events: [...events] }),
    status: statusOf(channel),
    ...(paused === undefined ? {} : { pause_reason: paused.reason, paused_at: paused.at }),
    ...(confirmedAt === undefined ? {} : { confirmed_at: confirmedAt }),
    ...(codeExpiresAt === undefined ? {} : { code_expires_at: codeExpiresAt }),
    ...(failingSince === undefined ? {} : { failing_since: failingSince }),
    created_at: channel.createdAt,
  };
}

function statusOf({ paused, confirmedAt }: Channel): ChannelView['status'] {
  if (paused !== undefined) return 'paused';
  return confirmedAt === undefined ? 'unconfirmed' : 'enabled';
}
