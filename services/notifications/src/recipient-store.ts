import type { PauseReason } from './domain/endpoint.ts';
import type { Recipient } from './domain/recipient.ts';
import type { EndpointPlace } from './endpoint-store.ts';

/** Where endpoints and channels are looked up by those who deliver to either. */
export interface RecipientStore {
  /** Those that are sent to; paused and unconfirmed ones are left out. @throws FaultError `store_unreachable` */
  ofMerchant(merchantId: string): Promise<readonly Recipient[]>;
  /** One that is sent to or not; one that was deleted is `undefined`. @throws FaultError `store_unreachable` */
  ofId(recipient: EndpointPlace): Promise<Recipient | undefined>;
  /** Notes that it does not confirm any more; the first time counts until `markWell`. @throws FaultError `store_unreachable` */
  markFailing(recipient: EndpointPlace, now: Date): Promise<void>;
  /** Notes that it confirms again. @throws FaultError `store_unreachable` */
  markWell(recipient: EndpointPlace): Promise<void>;
  /**
   * Sends nothing until it is resumed; the first time counts.
   *
   * @returns whether it is paused by this call
   * @throws FaultError `store_unreachable`
   */
  pause(recipient: EndpointPlace, pause: { readonly reason: PauseReason; readonly now: Date }): Promise<boolean>;
}
