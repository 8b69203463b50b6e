import { z } from 'zod';
import { RefundReason } from './http/metadata.ts';
import { Terms } from './http/operators/terms.ts';
import { MerchantId, PaymentId, PayoutId } from './ids.ts';
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
  metadata: z.record(z.string(), z.string()).optional(),
  statementDescriptor: z.string().max(22).optional(),
  /** `manual` authorizes and leaves the capture to the merchant; without it the whole amount is captured at once. */
  capture: z.enum(['automatic', 'manual']).optional(),
  /** How long the authorization holds, from the acceptance or the approval on; the merchant's terms if left out or if they are shorter. */
  holdSeconds: z.int().min(1).optional(),
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
  /** The rest is released. */
  final: z.literal(true).optional(),
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
  reason: RefundReason.optional(),
});
export type RefundPayment = z.infer<typeof RefundPayment>;

/** An operator's decision, as the audit log keeps it. */
const decisionFields = {
  /** Who decides: ARN of the principal that signed the request. */
  by: z.string().max(1_000),
  /** Why. */
  why: z.string().max(500).optional(),
};

/** Authorizes or captures a payment held for review, as it asked for. */
export const ApprovePayment = z.object({ type: z.literal('ApprovePayment'), ...changeFields, ...decisionFields });
export type ApprovePayment = z.infer<typeof ApprovePayment>;

/** Rejects a payment held for review. */
export const RejectPayment = z.object({ type: z.literal('RejectPayment'), ...changeFields, ...decisionFields });
export type RejectPayment = z.infer<typeof RejectPayment>;

/** Why a payer disputes a payment; the networks' own codes fall under these. */
export const DisputeReason = z.enum([
  'fraudulent',
  'not_received',
  'not_as_described',
  'duplicate',
  'canceled',
  'credit_not_processed',
  'general',
]);
export type DisputeReason = z.infer<typeof DisputeReason>;

/** A payer disputes what is captured and not given back, or a part: the network has taken it, so it is taken of the merchant. */
export const OpenDispute = z.object({
  type: z.literal('OpenDispute'),
  ...changeFields,
  by: decisionFields.by,
  amountMinor: AmountMinor.optional(),
  reason: DisputeReason,
});
export type OpenDispute = z.infer<typeof OpenDispute>;

/** Records what speaks for the merchant. */
export const SubmitEvidence = z.object({
  type: z.literal('SubmitEvidence'),
  ...changeFields,
  evidence: z.string().max(1_000),
});
export type SubmitEvidence = z.infer<typeof SubmitEvidence>;

/** The network gives back what was disputed. */
export const WinDispute = z.object({ type: z.literal('WinDispute'), ...changeFields, by: decisionFields.by });
export type WinDispute = z.infer<typeof WinDispute>;

/** The network keeps what was disputed. */
export const LoseDispute = z.object({ type: z.literal('LoseDispute'), ...changeFields, by: decisionFields.by });
export type LoseDispute = z.infer<typeof LoseDispute>;

/** Changes a payment on behalf of its merchant. */
export const ChangeCommand = z.discriminatedUnion('type', [
  CapturePayment,
  VoidPayment,
  RefundPayment,
  ApprovePayment,
  RejectPayment,
  OpenDispute,
  SubmitEvidence,
  WinDispute,
  LoseDispute,
]);
export type ChangeCommand = z.infer<typeof ChangeCommand>;

/** Pays out what a merchant had in a currency when a day was over. */
export const SettleMerchant = z.object({
  type: z.literal('SettleMerchant'),
  commandId: z.uuid(),
  payoutId: PayoutId,
  merchantId: MerchantId,
  currency: Currency,
  day: z.iso.date(),
  fingerprint: z.string().length(64),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
});
export type SettleMerchant = z.infer<typeof SettleMerchant>;

/** Gives a merchant other terms, for payments that are booked from then on. */
export const ChangeTerms = z.object({
  type: z.literal('ChangeTerms'),
  commandId: z.uuid(),
  merchantId: MerchantId,
  terms: Terms,
  /** Version of the terms that it replaces. */
  expectedVersion: z.number().int().min(0),
  ...decisionFields,
  fingerprint: z.string().length(64),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
});
export type ChangeTerms = z.infer<typeof ChangeTerms>;

/** Puts somebody on the blocklist, or takes somebody off it. */
export const ChangeBlocklist = z.object({
  type: z.literal('ChangeBlocklist'),
  commandId: z.uuid(),
  /** The merchant that is blocked, or whose customer is. */
  merchantId: MerchantId.optional(),
  entry: z.string().max(200),
  isBlocked: z.boolean(),
  ...decisionFields,
  fingerprint: z.string().length(64),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
});
export type ChangeBlocklist = z.infer<typeof ChangeBlocklist>;

/** Every command that the journal may hold. */
export const Command = z.discriminatedUnion('type', [
  CreatePayment,
  ...ChangeCommand.options,
  SettleMerchant,
  ChangeTerms,
  ChangeBlocklist,
]);
export type Command = z.infer<typeof Command>;
