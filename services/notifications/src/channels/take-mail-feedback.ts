import { EndpointPaused, type EventOf, eventOf } from '@redoubt/contracts';
import type { ChannelPlace, ChannelStore } from './channel-store.ts';

/** A bounce or a complaint, as SES heard of it. */
export interface MailFeedback extends ChannelPlace {
  readonly kind: 'bounced' | 'complained';
  /** Of SES; the same however often it says so. */
  readonly feedbackId: string;
  /** RFC 3339. */
  readonly at: string;
}

export interface TakeMailFeedbackDependencies {
  readonly channels: Pick<ChannelStore, 'ofId' | 'pause'>;
  readonly publisher: { publish(events: readonly EventOf<typeof EndpointPaused>[]): Promise<void> };
  readonly region: string;
  readonly epoch: number;
  readonly now: () => Date;
}

/**
 * Pauses the channel of an address that does not exist or whose person complained, and tells its owner. Its address counts as
 * unconfirmed until a new code proves otherwise.
 *
 * @returns whether there is such a channel
 * @throws FaultError `store_unreachable` or `bus_unreachable`
 */
export async function takeMailFeedback(
  { merchantId, endpointId, kind, feedbackId, at }: MailFeedback,
  { channels, publisher, region, epoch, now }: TakeMailFeedbackDependencies,
): Promise<boolean> {
  if ((await channels.ofId({ merchantId, endpointId })) === undefined) return false;
  // Told before it is done: a crash in between tells it again, and the reverse order could never tell it.
  const occurrence = {
    subject: endpointId,
    aggregateVersion: Math.floor(Date.parse(at) / 1_000),
    time: now().toISOString(),
    correlationId: feedbackId,
    causationId: feedbackId,
    epoch,
    originRegion: region,
  };
  await publisher.publish([eventOf(EndpointPaused, occurrence, { merchantId, endpointId, reason: kind })]);
  await channels.pause({ merchantId, endpointId }, { reason: kind, now: now() });
  return true;
}
