import { z } from 'zod';
import { ReviewCodes } from '../commands.ts';
import { MerchantId, PaymentId } from '../ids.ts';
import { AmountMinor, AmountMinorOrZero, Currency } from '../money.ts';
import { OperationName, PaymentStatus } from '../outcomes.ts';

/** Types of webhooks, as merchants see them. */
export const WebhookType = z.enum([
  'payment.held_for_review',
  'payment.authorized',
  'payment.partially_captured',
  'payment.captured',
  'payment.voided',
  'payment.expired',
  'payment.partially_refunded',
  'payment.refunded',
  'payment.rejected',
  'payment.shortfall_booked',
]);
export type WebhookType = z.infer<typeof WebhookType>;

/**
 * Body of a webhook, by Standard Webhooks: what happened, when, and to what.
 *
 * Webhooks of one payment may arrive in any order: `version` grows by one with each change, and the highest one says how the
 * payment stands.
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
      /** Why it was rejected. */
      reason: z.string().optional(),
      /** Why it is held for review. */
      review: ReviewCodes.optional(),
      /** Of the payment after this event; left out when it was captured, authorized or rejected at once. */
      status: PaymentStatus.optional(),
      operation: OperationName.optional(),
      /** The amount that the operation moved; `amount_minor` is the payment's own amount. */
      operation_amount_minor: AmountMinor.optional(),
      held_minor: AmountMinorOrZero.optional(),
      captured_minor: AmountMinorOrZero.optional(),
      refunded_minor: AmountMinorOrZero.optional(),
      /** The part of the operation booked against suspense, because its funds were lost with a region. */
      shortfall_minor: AmountMinor.optional(),
      /** Until when an authorization holds, or a review may take. */
      expires_at: z.iso.datetime().optional(),
      version: z.number().int().min(1),
    }),
  })
  .meta({ id: 'Webhook', description: 'A message to a merchant about a payment' });
export type Webhook = z.infer<typeof Webhook>;
