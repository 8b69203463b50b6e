import type { ChangeChannelRequest, ChangedChannel } from '@redoubt/contracts';
import type { LaneStore } from '../lanes/lane-store.ts';
import type { ChannelPlace, ChannelStore } from './channel-store.ts';
import { channelViewOf } from './channel-view.ts';

export interface ChangeChannelDependencies {
  readonly channels: Pick<ChannelStore, 'ofId' | 'changeEvents' | 'pause' | 'resume' | 'remove'>;
  readonly lanes: Pick<LaneStore, 'wake'>;
}

export type ChannelChangeOutcome =
  | { readonly kind: 'changed'; readonly channel: ChangedChannel }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_confirmed' };

/**
 * Changes what a channel is told of, pauses, resumes or deletes it. Asked for again it changes nothing, except that a deleted channel
 * is not found. The address never changes: another address is another channel, which is confirmed anew.
 *
 * @throws FaultError `store_unreachable`: a part may be done, and the same request completes it
 */
export async function changeChannel(
  { now, request, ...place }: ChannelPlace & { readonly now: Date; readonly request: ChangeChannelRequest },
  { channels, lanes }: ChangeChannelDependencies,
): Promise<ChannelChangeOutcome> {
  const { events, status } = request;
  const known = await channels.ofId(place);
  if (known === undefined) return { kind: 'not_found' };
  if (status === 'deleted') {
    await channels.remove(place, now);
    return { kind: 'changed', channel: { ...channelViewOf(known), status } };
  }
  if (status === 'enabled' && known.confirmedAt === undefined) return { kind: 'not_confirmed' };
  if (events !== undefined) await channels.changeEvents(place, events);
  if (status === 'paused') await channels.pause(place, { reason: 'requested', now });
  if (status === 'enabled') {
    // A bounce may have come in between.
    if (!(await channels.resume(place))) return { kind: 'not_confirmed' };
    // Also when it was active before: the request that resumed it may have ended here.
    await lanes.wake(place, { at: now, now });
  }
  const changed = await channels.ofId(place);
  return changed === undefined ? { kind: 'not_found' } : { kind: 'changed', channel: channelViewOf(changed) };
}
