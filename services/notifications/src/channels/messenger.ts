import type { AttemptOutcome } from '../domain/attempt-outcome.ts';
import type { Channel } from '../domain/channel.ts';
import type { ChannelMessage } from '../domain/channel-message.ts';
import type { DayCounter } from './channel-store.ts';

/** A message on its way. */
export interface OutgoingMessage extends ChannelMessage {
  /** Id of its delivery; absent for a code. */
  readonly deliveryId?: string | undefined;
}

/** The way to people. */
export interface Messenger {
  readonly sendMessage: (channel: Channel, message: OutgoingMessage) => Promise<AttemptOutcome>;
  readonly days: DayCounter;
}
