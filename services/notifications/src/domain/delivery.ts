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

/** Where a delivery stands in the list of its payment's. */
export type DeliveryPlace = Pick<Delivery, 'version' | 'eventId' | 'endpointId'>;

/** A delivery and its state. */
export interface DeliveryRecord extends Delivery {
  readonly status: 'sending' | 'delivered' | 'failed';
  /** Attempts begun. */
  readonly attempts: number;
  readonly lastOutcome?: string | undefined;
  /** RFC 3339; when the receiver confirmed. */
  readonly deliveredAt?: string | undefined;
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
