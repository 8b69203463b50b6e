import type { Webhook } from '@redoubt/contracts';
import { type PaymentEvent, webhookTypes } from './payment-event.ts';

/** Fields that some events have beside the payment. */
type Standing = Partial<
  Pick<Webhook['data'], 'reason' | 'review' | 'status' | 'operation'> &
    Record<
      'operationAmountMinor' | 'heldMinor' | 'capturedMinor' | 'refundedMinor' | 'shortfallMinor' | 'expiresAt',
      string | undefined
    >
>;

/** Body of an event's webhook: the same text at every attempt. */
export function webhookBodyOf(event: PaymentEvent): string {
  const { paymentId, merchantId, amountMinor, currency, reference } = event.data;
  const standing: Standing = event.data;
  const webhook: Webhook = {
    type: webhookTypes[event.type],
    timestamp: event.time,
    // Undefined members are left out of the text.
    data: {
      event_id: event.id,
      payment_id: paymentId,
      merchant_id: merchantId,
      amount_minor: amountMinor,
      currency,
      reference,
      reason: standing.reason,
      review: standing.review,
      status: standing.status,
      operation: standing.operation,
      operation_amount_minor: standing.operationAmountMinor,
      held_minor: standing.heldMinor,
      captured_minor: standing.capturedMinor,
      refunded_minor: standing.refundedMinor,
      shortfall_minor: standing.shortfallMinor,
      expires_at: standing.expiresAt,
      version: event.aggregateversion,
    },
  };
  return JSON.stringify(webhook);
}
