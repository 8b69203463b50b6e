import type { ChannelKind, EventPattern } from '@redoubt/contracts';

/**
 * Why nothing is sent to a channel: nothing was accepted for days; its merchant asked; there is no such address; the person at the
 * address complained. After the last two the address counts as unconfirmed.
 */
export const channelPauseReasons = ['failing', 'requested', 'bounced', 'complained'] as const;
export type ChannelPauseReason = (typeof channelPauseReasons)[number];

/** A person whom a merchant lets be told by mail or text message. */
export interface Channel {
  /** The channel's id; it has the place of an endpoint's in deliveries and lanes. */
  readonly endpointId: string;
  readonly merchantId: string;
  readonly kind: ChannelKind;
  readonly address: string;
  /** Events that the person is told of; all when undefined. */
  readonly events?: readonly EventPattern[] | undefined;
  /** RFC 3339. */
  readonly createdAt: string;
  /** As it was registered: a repeat of the registration is answered by it. */
  readonly registeredEvents?: readonly EventPattern[] | undefined;
  /** RFC 3339; absent until the address has proved that it gets what is sent to it. */
  readonly confirmedAt?: string | undefined;
  /** RFC 3339; since when a code is to be sent. */
  readonly codeAskedAt?: string | undefined;
  /** How often the code that was asked for was tried to be sent. */
  readonly codeSends?: number | undefined;
  /** Hash of the code that counts. */
  readonly codeHash?: string | undefined;
  /** RFC 3339. */
  readonly codeExpiresAt?: string | undefined;
  /** How often somebody tried to confirm with the code that counts. */
  readonly codeTries?: number | undefined;
  /** RFC 3339; since when every attempt has failed. */
  readonly failingSince?: string | undefined;
  readonly paused?: { readonly at: string; readonly reason: ChannelPauseReason } | undefined;
}

/** How often one code is tried to be sent: what is refused three times is not right in a moment. */
export const codeSendsMax = 3;

/** Whether a code is to be sent to the address. */
export function wantsCode({ codeAskedAt, codeSends = 0 }: Channel): boolean {
  return codeAskedAt !== undefined && codeSends < codeSendsMax;
}

/** Whether anything but a code may be sent to the address. */
export function isSentTo({ confirmedAt, paused }: Channel): boolean {
  return confirmedAt !== undefined && paused === undefined;
}
