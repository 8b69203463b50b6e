import { z } from 'zod';
import { DisputeReason, ReviewCodes } from '../commands.ts';
import { EndpointId, MerchantId, PaymentId } from '../ids.ts';
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
  'payment.disputed',
  'payment.dispute_evidence_submitted',
  'payment.dispute_won',
  'payment.dispute_lost',
  'payment.rejected',
  'payment.shortfall_booked',
]);
export type WebhookType = z.infer<typeof WebhookType>;

/**
 * Body of a webhook, by Standard Webhooks: what happened, when, and to what.
 *
 * Webhooks of one payment may arrive in any order. Compare `order`, then `epoch`: the highest says how the payment stands, also after
 * a failover, when `version` may be given again.
 *
 * Its headers are `webhook-id` (the same at every attempt), `webhook-timestamp` (of the attempt, in seconds) and
 * `webhook-signature`: signatures over `id.timestamp.body` in base64, `v1,` (HMAC-SHA256) and `v1a,` (Ed25519), two of each while
 * a secret is rolled; a space between them.
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
      /** Under dispute, and lost by disputes; left out where nothing is. */
      disputed_minor: AmountMinor.optional(),
      charged_back_minor: AmountMinor.optional(),
      /** Why the payer disputes it. */
      dispute_reason: DisputeReason.optional(),
      /** Said for the merchant. */
      evidence: z.string().max(1_000).optional(),
      /** The part of the operation booked against suspense, because its funds were lost with a region. */
      shortfall_minor: AmountMinor.optional(),
      /** Until when an authorization holds, or a review may take. */
      expires_at: z.iso.datetime().optional(),
      version: z.number().int().min(1),
      /** Place among all webhooks ever sent about the payment. */
      order: z.number().int().min(1).optional(),
      /** Grows with each failover; of two webhooks of one `order`, the higher one counts. */
      epoch: z.number().int().min(1).optional(),
    }),
  })
  .meta({ id: 'Webhook', description: 'A message to a merchant about a payment' });
export type Webhook = z.infer<typeof Webhook>;

/** Body of a webhook that a merchant asks for to try an endpoint. */
export const TestWebhook = z
  .object({
    type: z.literal('endpoint.test'),
    timestamp: z.iso.datetime(),
    data: z.object({ endpoint_id: EndpointId, merchant_id: MerchantId }),
  })
  .meta({ id: 'TestWebhook', description: 'A message to a merchant about nothing' });
export type TestWebhook = z.infer<typeof TestWebhook>;
