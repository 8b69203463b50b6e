import type { DeliveryList, DeliveryView } from '@redoubt/contracts';
import type { DeliveryRecord } from './domain/delivery.ts';
import { webhookTypes } from './domain/payment-event.ts';

/** Where deliveries are looked up. */
export interface DeliveryReader {
  /** By version. @throws FaultError `store_unreachable` */
  ofPayment(paymentId: string): Promise<readonly DeliveryRecord[]>;
}

/** Every webhook about a payment, by version. */
export async function listDeliveries(paymentId: string, deliveries: DeliveryReader): Promise<DeliveryList> {
  return { data: (await deliveries.ofPayment(paymentId)).map(deliveryViewOf) };
}

/** A delivery in the words of the API. */
export function deliveryViewOf(delivery: DeliveryRecord): DeliveryView {
  return {
    id: delivery.deliveryId,
    payment_id: delivery.paymentId,
    merchant_id: delivery.merchantId,
    endpoint_id: delivery.endpointId,
    event_id: delivery.eventId,
    type: webhookTypes[delivery.eventType],
    version: delivery.version,
    status: delivery.status,
    attempts: delivery.attempts,
    ...(delivery.lastOutcome === undefined ? {} : { last_outcome: delivery.lastOutcome }),
    ...(delivery.deliveredAt === undefined ? {} : { delivered_at: delivery.deliveredAt }),
  };
}
