import { z } from 'zod';
import { MerchantId, PaymentId } from '../ids.ts';
import { AmountMinor, Currency } from '../money.ts';

/** What webhooks tell of, in the words that merchants see. */
export const WebhookType = z.enum(['payment.captured', 'payment.rejected']);
export type WebhookType = z.infer<typeof WebhookType>;

/**
 * Body of a webhook, by Standard Webhooks: what happened, when, and to what.
 *
 * Its headers are `webhook-id` (the same at every attempt), `webhook-timestamp` (of the attempt, in seconds) and
 * `webhook-signature` (`v1,` and a base64 HMAC-SHA256 over `id.timestamp.body`).
 */
export const Webhook = z
  .object({
    type: WebhookType,
    timestamp: z.iso.datetime(),
    data: z.object({
      event_id: z.uuid(),
      payment_id: PaymentId,
      merchant_id: MerchantId,
      amount_minor: AmountMinor,
      currency: Currency,
      reference: z.string().optional(),
      reason: z.string().optional(),
      version: z.number().int().min(1),
    }),
  })
  .meta({ id: 'Webhook', description: 'What a merchant is told about a payment' });
export type Webhook = z.infer<typeof Webhook>;
