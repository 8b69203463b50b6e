import type { PaymentPlace } from './domain/delivery.ts';
import type { PaymentEvent } from './domain/payment-event.ts';

/**
 * Events that merchants get webhooks about, by payment, so that they can be sent again.
 *
 * The bus is unordered and repeats events. An event's place is its epoch and version: neither a late event nor one of a lost
 * region takes the place of a newer one.
 */
export interface EventStore {
  /** Keeps an event as due, once however often it comes. @throws FaultError `store_unreachable` */
  keep(event: PaymentEvent, now: Date): Promise<void>;
  /** Notes that every endpoint has confirmed. @throws FaultError `store_unreachable` */
  markDelivered(event: PaymentEvent): Promise<void>;
  /** The payment's event of that id, if this region knows it. @throws FaultError `store_unreachable` */
  ofId(payment: PaymentPlace, eventId: string): Promise<PaymentEvent | undefined>;
  /** The event of the newest epoch's highest version that this region knows. @throws FaultError `store_unreachable` */
  lastOf(payment: PaymentPlace): Promise<PaymentEvent | undefined>;
}

/** Events of a merchant, by the time at which they happened. */
export interface EventHistory {
  /**
   * @param page.after place in time that the page goes on after, or a time
   * @param page.until place in time, or a time, that ends it
   * @throws FaultError `store_unreachable`
   */
  heardBy(
    merchantId: string,
    page: { readonly after: string; readonly until: string; readonly pageMax: number },
  ): Promise<{ readonly events: readonly PaymentEvent[]; readonly hasMore: boolean }>;
}

export interface DuePage {
  readonly events: readonly PaymentEvent[];
  /** Keys of items that this code can't read. */
  readonly unreadable: readonly string[];
  /** Where the next page begins; absent after the last one. */
  readonly next?: string | undefined;
}

/** Where events are found that some endpoint has not confirmed. */
export interface DueEventStore {
  /** @throws FaultError `store_unreachable` */
  duePage(cursor: string | undefined): Promise<DuePage>;
}
