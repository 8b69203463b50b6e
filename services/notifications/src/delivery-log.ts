import type { AttemptOutcome } from './domain/attempt-outcome.ts';
import type { Delivery, DeliveryPlace, DeliveryRecord, PaymentPlace } from './domain/delivery.ts';

/**
 * Which attempt it is: the `first`, right after the event; one that the schedule makes when it is due; an `early` one because the
 * endpoint is back, once for each delivery; or one that somebody `asked` for, also of what is delivered.
 */
export type DeliveryMode = 'first' | 'scheduled' | 'early' | 'asked';

/** Whether this worker may send. */
export type Claim =
  /** `tries` counts what the schedule has made, this one included. */
  | { readonly kind: 'claimed'; readonly attempts: number; readonly tries: number }
  /** The receiver has confirmed before, here or, as far as it was replicated, in the other region. */
  | { readonly kind: 'delivered'; readonly attempts: number; readonly deliveredAt: string }
  /** It waits in the lane of its endpoint. */
  | { readonly kind: 'waiting'; readonly attempts: number; readonly nextAttemptAt: string }
  /** The schedule has ended without a confirmation. */
  | { readonly kind: 'failed'; readonly attempts: number }
  /** Another worker is sending right now. */
  | { readonly kind: 'busy' };

/** A claimed attempt that has ended. */
export interface EndedAttempt {
  /** Number of the attempt, from 1. */
  readonly attempts: number;
  readonly outcome: AttemptOutcome;
  readonly startedAt: Date;
  readonly now: Date;
  /** When it is due again; `undefined` ends the schedule, `as_before` leaves it alone. */
  readonly next: Date | undefined | 'as_before';
}

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
  settle(delivery: Delivery, attempt: EndedAttempt): Promise<Pick<DeliveryRecord, 'deliveredAt'>>;
  /**
   * Puts a delivery that is neither delivered nor waiting into the lane of its endpoint, without an attempt.
   *
   * @param delivery.restart whether a delivery whose schedule has ended begins a new one
   * @returns whether it waits there from now on
   * @throws FaultError `store_unreachable`
   */
  enqueue(
    delivery: Delivery,
    when: { readonly at: Date; readonly now: Date; readonly restarts: boolean },
  ): Promise<boolean>;
}

/** Deliveries of one endpoint that wait for their next attempt, the one that is due first at the front. */
export interface WaitingDeliveries {
  /**
   * @param page.upTo only those that are due by then; all when undefined
   * @throws FaultError `store_unreachable`
   */
  waitingFor(
    endpointId: string,
    page: { readonly upTo: Date | undefined; readonly pageMax: number },
  ): Promise<readonly DeliveryRecord[]>;
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
    payment: PaymentPlace,
    page: { readonly after: DeliveryPlace | undefined; readonly pageMax: number },
  ): Promise<{ readonly deliveries: readonly DeliveryRecord[]; readonly hasMore: boolean }>;
  /** @throws FaultError `store_unreachable` */
  ofId(payment: PaymentPlace, deliveryId: string): Promise<DeliveryRecord | undefined>;
  /** The state of a delivery; `undefined` when it has none. @throws FaultError `store_unreachable` */
  recordOf(delivery: Delivery): Promise<DeliveryRecord | undefined>;
}
