import { type DeliveryList, eventIdOf } from '@redoubt/contracts';
import type { DeliveryRecord } from './domain/delivery.ts';
import { paymentEventTypes } from './domain/payment-event.ts';
import { webhookTypes } from './domain/webhook-body.ts';

/** Version that the ledger gives a payment with its outcome; `accepted` was version 1. */
const outcomeVersion = 2;

/** Where deliveries are looked up. */
export interface DeliveryReader {
  ofEvent(eventId: string): Promise<readonly DeliveryRecord[]>;
}

/** Every webhook about a payment. Event ids are derived, so the payment's id leads to them without an index. */
export async function listDeliveries(paymentId: string, deliveries: DeliveryReader): Promise<DeliveryList> {
  const eventIds = paymentEventTypes.map(({ name }) =>
    eventIdOf({ aggregateId: paymentId, version: outcomeVersion, type: name }),
  );
  const found = await Promise.all(eventIds.map((eventId) => deliveries.ofEvent(eventId)));
  return {
    data: found.flat().map((delivery) => ({
      id: delivery.deliveryId,
      payment_id: delivery.paymentId,
      merchant_id: delivery.merchantId,
      endpoint_id: delivery.endpointId,
      event_id: delivery.eventId,
      type: webhookTypes[delivery.eventType],
      status: delivery.status,
      attempts: delivery.attempts,
      ...(delivery.lastOutcome === undefined ? {} : { last_outcome: delivery.lastOutcome }),
      ...(delivery.deliveredAt === undefined ? {} : { delivered_at: delivery.deliveredAt }),
    })),
  };
}
