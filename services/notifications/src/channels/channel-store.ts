import type { Channel, ChannelPauseReason } from '../domain/channel.ts';

export type ChannelPlace = Pick<Channel, 'endpointId' | 'merchantId'>;

/** Where channels are kept. */
export interface ChannelStore {
  /**
   * Stores a channel unless its id is known; returns what is stored afterwards, and `deleted` where it was deleted since.
   *
   * @throws FaultError `store_unreachable`
   */
  add(channel: Channel): Promise<{ readonly isNew: boolean; readonly stored: Channel } | 'deleted'>;
  /** All of a merchant's channels, by id. @throws FaultError `store_unreachable` */
  all(merchantId: string): Promise<readonly Channel[]>;
  /** A channel; one that was deleted is `undefined`. @throws FaultError `store_unreachable` */
  ofId(channel: ChannelPlace): Promise<Channel | undefined>;
  /** @returns whether the channel is there @throws FaultError `store_unreachable` */
  changeEvents(channel: ChannelPlace, events: Channel['events']): Promise<boolean>;
  /**
   * Sends nothing until the channel is resumed; the first time counts. A bounce or a complaint takes the confirmation as well.
   *
   * @returns whether it is paused by this call
   * @throws FaultError `store_unreachable`
   */
  pause(channel: ChannelPlace, pause: { readonly reason: ChannelPauseReason; readonly now: Date }): Promise<boolean>;
  /** Sends again, if the address is confirmed. @returns whether it is @throws FaultError `store_unreachable` */
  resume(channel: ChannelPlace): Promise<boolean>;
  /** Deletes a channel and its address for ever. @throws FaultError `store_unreachable` */
  remove(channel: ChannelPlace, now: Date): Promise<void>;
}

/** Codes by which an address is confirmed. */
export interface CodeStore {
  /**
   * Counts one more code of a merchant in a day.
   *
   * @param bound.day `2030-01-31`, in UTC
   * @returns whether it may be sent
   * @throws FaultError `store_unreachable`
   */
  countCode(merchantId: string, bound: { readonly day: string; readonly codesMax: number }): Promise<boolean>;
  /** Asks for a code to be sent. @returns whether the channel is there @throws FaultError `store_unreachable` */
  askForCode(channel: ChannelPlace, now: Date): Promise<boolean>;
  /**
   * Keeps the hash of a code that is about to be sent, in place of the one before.
   *
   * @param channel as it was read
   * @returns whether it may be sent; not when another was asked for or sent since
   * @throws FaultError `store_unreachable`
   */
  keepCode(channel: Channel, code: { readonly hash: string; readonly expiresAt: Date }): Promise<boolean>;
  /** Notes that the code that was asked for was sent. @throws FaultError `store_unreachable` */
  markCodeSent(channel: Channel): Promise<void>;
  /**
   * Counts a try of the code that counts.
   *
   * @returns the hash of that code; undefined when there is none, it has expired or was tried too often
   * @throws FaultError `store_unreachable`
   */
  takeTry(channel: ChannelPlace, bound: { readonly now: Date; readonly triesMax: number }): Promise<string | undefined>;
  /**
   * Confirms the address by the code with that hash, which is good no more.
   *
   * @returns whether the code still counted
   * @throws FaultError `store_unreachable`
   */
  confirm(channel: ChannelPlace, confirmation: { readonly hash: string; readonly now: Date }): Promise<boolean>;
}

/** Messages of a day. */
export interface DayCounter {
  /**
   * Counts one more message to a channel in a day.
   *
   * @returns its number from 1; undefined when there were as many as may be
   * @throws FaultError `store_unreachable`
   */
  countMessage(
    channel: ChannelPlace,
    bound: { readonly now: Date; readonly messagesMax: number },
  ): Promise<number | undefined>;
}
