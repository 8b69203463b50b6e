import type { DisputeReason, Webhook } from '@redoubt/contracts';
import { type PaymentEvent, webhookTypes } from './payment-event.ts';

/** Fields that some events have beside the payment. */
type Standing = Partial<
  Pick<Webhook['data'], 'reason' | 'review' | 'status' | 'operation' | 'order'> &
    Record<
      | 'operationAmountMinor'
      | 'heldMinor'
      | 'capturedMinor'
      | 'refundedMinor'
      | 'disputedMinor'
      | 'chargedBackMinor'
      | 'shortfallMinor'
      | 'expiresAt',
      string | undefined
    > & { readonly disputeReason: DisputeReason; readonly evidence: string }
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
      disputed_minor: standing.disputedMinor,
      charged_back_minor: standing.chargedBackMinor,
      dispute_reason: standing.disputeReason,
      evidence: standing.evidence,
      shortfall_minor: standing.shortfallMinor,
      expires_at: standing.expiresAt,
      version: event.aggregateversion,
      order: standing.order ?? event.aggregateversion,
      epoch: event.epoch,
    },
  };
  return JSON.stringify(webhook);
}
