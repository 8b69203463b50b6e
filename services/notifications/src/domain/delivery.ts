import { deliveryIdOf } from '@redoubt/contracts';
import type { Endpoint } from './endpoint.ts';
import type { PaymentEvent } from './payment-event.ts';

/** One event's webhook to one endpoint. */
export interface Delivery {
  /** Also the `webhook-id`. */
  readonly deliveryId: string;
  readonly eventId: string;
  readonly eventType: PaymentEvent['type'];
  readonly endpointId: string;
  readonly paymentId: string;
  readonly merchantId: string;
  /** Of the payment after the event. */
  readonly version: number;
}

/** A payment of a merchant; another merchant's is another place, where nothing is. */
export type PaymentPlace = Pick<Delivery, 'merchantId' | 'paymentId'>;

/** Where a delivery stands in the list of its payment's. */
export type DeliveryPlace = Pick<Delivery, 'version' | 'eventId' | 'endpointId'>;

/** A delivery and its state. */
export interface DeliveryRecord extends Delivery {
  /** `waiting`: in the lane of its endpoint; `failed`: nothing is tried any more unless somebody asks. */
  readonly status: 'waiting' | 'sending' | 'delivered' | 'failed';
  /** Attempts begun. */
  readonly attempts: number;
  /** RFC 3339; while it waits. */
  readonly nextAttemptAt?: string | undefined;
  readonly lastOutcome?: string | undefined;
  /** RFC 3339; when the receiver confirmed. */
  readonly deliveredAt?: string | undefined;
  /** The latest ones, oldest first. */
  readonly log: readonly LoggedAttempt[];
}

/** One attempt that has ended. */
export interface LoggedAttempt {
  /** From 1. */
  readonly number: number;
  /** RFC 3339. */
  readonly at: string;
  readonly durationMs: number;
  /** Of the answer; absent when there was none. */
  readonly status?: number | undefined;
  readonly outcome: string;
  readonly region: string;
}

export function deliveryOf(event: PaymentEvent, { endpointId }: Pick<Endpoint, 'endpointId'>): Delivery {
  return {
    deliveryId: deliveryIdOf({ eventId: event.id, endpointId }),
    eventId: event.id,
    eventType: event.type,
    endpointId,
    paymentId: event.data.paymentId,
    merchantId: event.data.merchantId,
    version: event.aggregateversion,
  };
}
