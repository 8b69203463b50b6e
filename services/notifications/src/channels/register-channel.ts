import { type ChannelView, type CreateChannelRequest, channelIdOf, commandIdOf } from '@redoubt/contracts';
import { type Channel, wantsCode } from '../domain/channel.ts';
import { addressRefusal } from '../domain/channel-address.ts';
import type { LaneStore } from '../lanes/lane-store.ts';
import { codesPerDayMax } from './ask-for-code.ts';
import type { ChannelStore, CodeStore } from './channel-store.ts';
import { channelViewOf } from './channel-view.ts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /notifications/v1/channels';

/** Channels of one merchant, confirmed or not: each event reads them all, and each costs a message. */
export const channelsMax = 10;

export interface ChannelRegistration {
  readonly merchantId: string;
  readonly request: CreateChannelRequest;
  readonly idempotencyKey: string;
  readonly receivedAt: Date;
}

export interface RegisterChannelDependencies {
  readonly channels: Pick<ChannelStore, 'add' | 'all'>;
  readonly codes: Pick<CodeStore, 'countCode'>;
  readonly lanes: Pick<LaneStore, 'wake'>;
}

export type ChannelRegistrationOutcome =
  | { readonly kind: 'registered'; readonly isReplay: boolean; readonly channel: ChannelView }
  | { readonly kind: 'key_reused' }
  | { readonly kind: 'too_many' }
  | { readonly kind: 'too_many_codes' }
  | { readonly kind: 'address_refused'; readonly reason: string };

/**
 * Registers a channel and has a code sent to its address. The same request with the same key gives the same channel again, and
 * sends nothing.
 *
 * @throws FaultError `store_unreachable`
 */
export async function registerChannel(
  { merchantId, request, idempotencyKey, receivedAt }: ChannelRegistration,
  { channels, codes, lanes }: RegisterChannelDependencies,
): Promise<ChannelRegistrationOutcome> {
  const { kind, address, events } = request;
  const reason = addressRefusal(kind, address);
  if (reason !== undefined) return { kind: 'address_refused', reason };
  const endpointId = channelIdOf(commandIdOf({ merchantId, route, idempotencyKey }));
  const known = await channels.all(merchantId);
  const isKnown = known.some((channel) => channel.endpointId === endpointId);
  // Registrations at the same moment may go over it by a few, which harms nobody.
  if (known.length >= channelsMax && !isKnown) return { kind: 'too_many' };
  const createdAt = receivedAt.toISOString();
  const bound = { day: createdAt.slice(0, 10), codesMax: codesPerDayMax };
  if (!isKnown && !(await codes.countCode(merchantId, bound))) return { kind: 'too_many_codes' };
  const added = await channels.add({
    endpointId,
    merchantId,
    kind,
    address,
    events,
    registeredEvents: events,
    createdAt,
    codeAskedAt: createdAt,
  });
  if (added === 'deleted') return { kind: 'key_reused' };
  const { isNew, stored } = added;
  const isSame = stored.kind === kind && stored.address === address && isSameFilter(stored.registeredEvents, events);
  if (!isSame) return { kind: 'key_reused' };
  // Also for a repeat: the first request may have ended before it.
  if (wantsCode(stored)) await lanes.wake(stored, { at: receivedAt, now: receivedAt });
  return { kind: 'registered', isReplay: !isNew, channel: channelViewOf(stored) };
}

/** Whether two filters let the same types through; their order means nothing. */
function isSameFilter(left: Channel['events'], right: Channel['events']): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.length === right.length && left.every((type) => right.includes(type));
}
