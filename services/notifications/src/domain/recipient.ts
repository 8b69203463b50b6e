import type { Channel } from './channel.ts';
import type { Endpoint } from './endpoint.ts';

/** A receiver of notifications: a merchant's server, or a person. */
export type Recipient = Endpoint | Channel;

export function isChannel(recipient: Recipient): recipient is Channel {
  return 'address' in recipient;
}
