import type { ChannelView } from '@redoubt/contracts';
import { codeTriesMax } from '../domain/channel-code.ts';
import type { LaneStore } from '../lanes/lane-store.ts';
import type { ChannelPlace, ChannelStore, CodeStore } from './channel-store.ts';
import { channelViewOf } from './channel-view.ts';
import { codeHashOf, isSameHash } from './code-hash.ts';

export interface ConfirmChannelDependencies {
  readonly channels: Pick<ChannelStore, 'ofId'>;
  readonly codes: Pick<CodeStore, 'takeTry' | 'confirm'>;
  readonly lanes: Pick<LaneStore, 'wake'>;
  readonly webhookKey: () => Promise<string>;
}

export type ConfirmOutcome =
  | { readonly kind: 'confirmed'; readonly channel: ChannelView }
  | { readonly kind: 'not_found' }
  /** Which of wrong, expired, used and tried too often it is, nobody is told. */
  | { readonly kind: 'refused' };

/**
 * Confirms the address of a channel by the code that was sent there. The try is counted before the code is looked at: guesses at the
 * same moment do not get more of them.
 *
 * @throws FaultError `store_unreachable`
 */
export async function confirmChannel(
  { code, now, ...place }: ChannelPlace & { readonly code: string; readonly now: Date },
  { channels, codes, lanes, webhookKey }: ConfirmChannelDependencies,
): Promise<ConfirmOutcome> {
  if ((await channels.ofId(place)) === undefined) return { kind: 'not_found' };
  const hash = await codes.takeTry(place, { now, triesMax: codeTriesMax });
  const given = codeHashOf(await webhookKey(), { endpointId: place.endpointId, code });
  if (hash === undefined || !isSameHash(hash, given)) return { kind: 'refused' };
  if (!(await codes.confirm(place, { hash, now }))) return { kind: 'refused' };
  // What waited before a bounce is sent.
  await lanes.wake(place, { at: now, now });
  const confirmed = await channels.ofId(place);
  return confirmed === undefined ? { kind: 'not_found' } : { kind: 'confirmed', channel: channelViewOf(confirmed) };
}
