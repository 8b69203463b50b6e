import type { ChannelView } from '@redoubt/contracts';
import type { LaneStore } from '../lanes/lane-store.ts';
import type { ChannelPlace, ChannelStore, CodeStore } from './channel-store.ts';
import { channelViewOf } from './channel-view.ts';

/** Codes that one merchant may send in a day (UTC), to whatever addresses: nobody floods strangers through us. */
export const codesPerDayMax = 20;

export interface AskForCodeDependencies {
  readonly channels: Pick<ChannelStore, 'ofId'>;
  readonly codes: Pick<CodeStore, 'countCode' | 'askForCode'>;
  readonly lanes: Pick<LaneStore, 'wake'>;
}

export type AskOutcome =
  | { readonly kind: 'asked' | 'confirmed_already'; readonly channel: ChannelView }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'too_many' };

/**
 * Has a new code sent to the address of a channel; the one before is good no more once it is sent. A confirmed address gets none.
 *
 * The code is sent by the channel's lane: one function alone may write to people.
 *
 * @throws FaultError `store_unreachable`
 */
export async function askForCode(
  { now, ...place }: ChannelPlace & { readonly now: Date },
  { channels, codes, lanes }: AskForCodeDependencies,
): Promise<AskOutcome> {
  const known = await channels.ofId(place);
  if (known === undefined) return { kind: 'not_found' };
  if (known.confirmedAt !== undefined) return { kind: 'confirmed_already', channel: channelViewOf(known) };
  const bound = { day: now.toISOString().slice(0, 10), codesMax: codesPerDayMax };
  if (!(await codes.countCode(place.merchantId, bound))) return { kind: 'too_many' };
  if (!(await codes.askForCode(place, now))) return { kind: 'not_found' };
  await lanes.wake(place, { at: now, now });
  return { kind: 'asked', channel: channelViewOf(known) };
}
