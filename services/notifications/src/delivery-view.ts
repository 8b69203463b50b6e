import type { DeliveryView } from '@redoubt/contracts';
import type { DeliveryResult } from './deliver-to-endpoint.ts';
import { type DeliveryRecord, deliveryOf } from './domain/delivery.ts';
import { type PaymentEvent, webhookTypes } from './domain/payment-event.ts';
import type { Recipient } from './domain/recipient.ts';

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
    ...(delivery.nextAttemptAt === undefined ? {} : { next_attempt_at: delivery.nextAttemptAt }),
    ...(delivery.log.length === 0
      ? {}
      : { log: delivery.log.map(({ durationMs, ...attempt }) => ({ ...attempt, duration_ms: durationMs })) }),
  };
}

/** A result of an attempt that was made, here or before. */
export type AttemptedResult = Extract<DeliveryResult, { readonly kind: 'confirmed' | 'unconfirmed' | 'gone' }>;

export function isAttempted(result: DeliveryResult): result is AttemptedResult {
  return 'attempts' in result;
}

/** A delivery after one more attempt. */
export function attemptedDeliveryViewOf({
  event,
  endpoint,
  result: { attempts, deliveredAt, text },
}: {
  readonly event: PaymentEvent;
  readonly endpoint: Recipient;
  readonly result: AttemptedResult;
}): DeliveryView {
  const status = deliveredAt === undefined ? 'failed' : 'delivered';
  return deliveryViewOf({ ...deliveryOf(event, endpoint), status, attempts, deliveredAt, lastOutcome: text, log: [] });
}
