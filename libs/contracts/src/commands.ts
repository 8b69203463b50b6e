import { z } from 'zod';
import { MerchantId, PaymentId } from './ids.ts';
import { AmountMinor, Currency } from './money.ts';

/** Codes of the soft rules that put a payment under review, each once. */
export const ReviewCodes = z
  .array(z.string().regex(/^[a-z][a-z_]{0,63}$/))
  .min(1)
  .max(16);
export type ReviewCodes = z.infer<typeof ReviewCodes>;

/** Creates a payment; journaled, and carried by `PaymentAccepted`. */
export const CreatePayment = z.object({
  type: z.literal('CreatePayment'),
  commandId: z.uuid(),
  paymentId: PaymentId,
  merchantId: MerchantId,
  amountMinor: AmountMinor,
  currency: Currency,
  reference: z.string().max(128).optional(),
  customerId: z.string().max(64).optional(),
  /** `manual` authorizes and leaves the capture to the merchant; without it the whole amount is captured at once. */
  capture: z.enum(['automatic', 'manual']).optional(),
  /**
   * Soft rules that the payment breaks: it waits until somebody approves or rejects it.
   */
  review: ReviewCodes.optional(),
  /** Synthetic: a payment of the merchant `canaryMerchantId`. */
  canary: z.boolean().optional(),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
  traceparent: z.string().optional(),
});
export type CreatePayment = z.infer<typeof CreatePayment>;

/** Fields of every command that changes a payment. */
const changeFields = {
  commandId: z.uuid(),
  paymentId: PaymentId,
  /** The caller; must be the payment's merchant. */
  merchantId: MerchantId,
  /** SHA-256 of the request; the ledger refuses the same command with another one. */
  fingerprint: z.string().length(64),
  /** Required version of the payment (`If-Match`). */
  expectedVersion: z.number().int().min(1).optional(),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
  traceparent: z.string().optional(),
};

/** Captures what is held, or a part. The rest stays held. */
export const CapturePayment = z.object({
  type: z.literal('CapturePayment'),
  ...changeFields,
  amountMinor: AmountMinor.optional(),
});
export type CapturePayment = z.infer<typeof CapturePayment>;

/** Releases everything still held. */
export const VoidPayment = z.object({ type: z.literal('VoidPayment'), ...changeFields });
export type VoidPayment = z.infer<typeof VoidPayment>;

/** Refunds what is captured and not refunded, or a part. */
export const RefundPayment = z.object({
  type: z.literal('RefundPayment'),
  ...changeFields,
  amountMinor: AmountMinor.optional(),
});
export type RefundPayment = z.infer<typeof RefundPayment>;

/** Authorizes or captures a payment held for review, as it asked for. */
export const ApprovePayment = z.object({ type: z.literal('ApprovePayment'), ...changeFields });
export type ApprovePayment = z.infer<typeof ApprovePayment>;

/** Rejects a payment held for review. */
export const RejectPayment = z.object({ type: z.literal('RejectPayment'), ...changeFields });
export type RejectPayment = z.infer<typeof RejectPayment>;

/** Changes a payment on behalf of its merchant. */
export const ChangeCommand = z.discriminatedUnion('type', [
  CapturePayment,
  VoidPayment,
  RefundPayment,
  ApprovePayment,
  RejectPayment,
]);
export type ChangeCommand = z.infer<typeof ChangeCommand>;

/** Every command that the journal may hold. */
export const Command = z.discriminatedUnion('type', [CreatePayment, ...ChangeCommand.options]);
export type Command = z.infer<typeof Command>;
