import type { AttemptOutcome } from './domain/attempt-outcome.ts';
import type { Delivery, DeliveryPlace, DeliveryRecord } from './domain/delivery.ts';

/** `unless_delivered` skips what the receiver has confirmed before; `always` sends it again, under the same id. */
export type DeliveryMode = 'unless_delivered' | 'always';

/** Whether this worker may send. */
export type Claim =
  | { readonly kind: 'claimed'; readonly attempts: number }
  /** The receiver has confirmed before, here or, as far as it was replicated, in the other region. */
  | { readonly kind: 'delivered'; readonly attempts: number; readonly deliveredAt: string }
  /** Another worker is sending right now. */
  | { readonly kind: 'busy' };

/** The inbox of this service: one entry for each event and endpoint, with its attempts. */
export interface DeliveryLog {
  /** @throws FaultError `store_unreachable` */
  claim(delivery: Delivery, mode: DeliveryMode, now: Date): Promise<Claim>;
  /**
   * Records the outcome of a claimed attempt.
   *
   * @returns when the receiver confirmed first, if it ever did
   * @throws FaultError `store_unreachable`
   */
  settle(delivery: Delivery, outcome: AttemptOutcome, now: Date): Promise<Pick<DeliveryRecord, 'deliveredAt'>>;
}

/** Where deliveries are looked up. */
export interface DeliveryReader {
  /**
   * A page of the deliveries of a payment's events, by version.
   *
   * @param page.after place of the last delivery of the page before
   * @throws FaultError `store_unreachable`
   */
  ofPayment(
    paymentId: string,
    page: { readonly after: DeliveryPlace | undefined; readonly pageMax: number },
  ): Promise<{ readonly deliveries: readonly DeliveryRecord[]; readonly hasMore: boolean }>;
  /** @throws FaultError `store_unreachable` */
  ofId(paymentId: string, deliveryId: string): Promise<DeliveryRecord | undefined>;
}
