import { z } from 'zod';
import { MerchantId, PaymentId } from './ids.ts';
import { AmountMinor, Currency } from './money.ts';

/** The merchant whose payments are canaries: synthetic ones that prove the platform takes payments. */
export const canaryMerchantId = 'redoubt-canary';

/** Why a payment has to be looked at: each code once. A rule may bring a new one. */
export const ReviewCodes = z
  .array(z.string().regex(/^[a-z][a-z_]{0,63}$/))
  .min(1)
  .max(16);
export type ReviewCodes = z.infer<typeof ReviewCodes>;

/** A request to take a payment, as the journal holds it and `PaymentAccepted` carries it. */
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
   * Codes of the soft rules that the payment breaks: it waits until somebody approves or rejects it. Without them nobody
   * needs to look.
   */
  review: ReviewCodes.optional(),
  /** Synthetic: a payment of the merchant `canaryMerchantId`. */
  canary: z.boolean().optional(),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
  traceparent: z.string().optional(),
});
export type CreatePayment = z.infer<typeof CreatePayment>;

/** What every command has that changes a payment, and that is answered with its outcome. */
const changeFields = {
  commandId: z.uuid(),
  paymentId: PaymentId,
  /** Who asks: must be the payment's merchant. */
  merchantId: MerchantId,
  /** Of the request as far as it counts; the ledger refuses the same command with another one. */
  fingerprint: z.string().length(64),
  /** Version that the payment must have (`If-Match`). */
  expectedVersion: z.number().int().min(1).optional(),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
  traceparent: z.string().optional(),
};

/** Take what is held, or the amount of it. What is left stays held. */
export const CapturePayment = z.object({
  type: z.literal('CapturePayment'),
  ...changeFields,
  amountMinor: AmountMinor.optional(),
});
export type CapturePayment = z.infer<typeof CapturePayment>;

/** Release all that is still held. */
export const VoidPayment = z.object({ type: z.literal('VoidPayment'), ...changeFields });
export type VoidPayment = z.infer<typeof VoidPayment>;

/** Give back what was captured and not given back yet, or the amount of it. */
export const RefundPayment = z.object({
  type: z.literal('RefundPayment'),
  ...changeFields,
  amountMinor: AmountMinor.optional(),
});
export type RefundPayment = z.infer<typeof RefundPayment>;

/** Take a payment that is held for review: authorize or capture it, as it asked for. */
export const ApprovePayment = z.object({ type: z.literal('ApprovePayment'), ...changeFields });
export type ApprovePayment = z.infer<typeof ApprovePayment>;

/** Refuse a payment that is held for review. */
export const RejectPayment = z.object({ type: z.literal('RejectPayment'), ...changeFields });
export type RejectPayment = z.infer<typeof RejectPayment>;

/** A command that changes a payment on its merchant's behalf. */
export const ChangeCommand = z.discriminatedUnion('type', [
  CapturePayment,
  VoidPayment,
  RefundPayment,
  ApprovePayment,
  RejectPayment,
]);
export type ChangeCommand = z.infer<typeof ChangeCommand>;

/** Everything the journal may hold. */
export const Command = z.discriminatedUnion('type', [CreatePayment, ...ChangeCommand.options]);
export type Command = z.infer<typeof Command>;
