import type { Webhook, WebhookType } from '@redoubt/contracts';
import type { PaymentEvent } from './payment-event.ts';

/** What merchants are told an event is. */
export const webhookTypes = {
  PaymentCaptured: 'payment.captured',
  PaymentRejected: 'payment.rejected',
} as const satisfies Record<PaymentEvent['type'], WebhookType>;

/** What a merchant is told of an event: the same text at every attempt, for the signature covers it. */
export function webhookBodyOf(event: PaymentEvent): string {
  const { paymentId, merchantId, amountMinor, currency, reference } = event.data;
  const webhook: Webhook = {
    type: webhookTypes[event.type],
    timestamp: event.time,
    data: {
      event_id: event.id,
      payment_id: paymentId,
      merchant_id: merchantId,
      amount_minor: amountMinor,
      currency,
      ...(reference === undefined ? {} : { reference }),
      ...(event.type === 'PaymentRejected' ? { reason: event.data.reason } : {}),
      version: event.aggregateversion,
    },
  };
  return JSON.stringify(webhook);
}
