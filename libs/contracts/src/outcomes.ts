import { z } from 'zod';
import { ReviewCodes } from './commands.ts';
import { MerchantId, PaymentId, PayoutId } from './ids.ts';
import { AmountMinor, AmountMinorOrZero, BalanceMinor, Currency } from './money.ts';

/** States of a payment. `accepted` is journaled and not yet in the ledger. */
export const PaymentStatus = z.enum([
  'accepted',
  'review',
  'authorized',
  'partially_captured',
  'captured',
  'partially_refunded',
  'refunded',
  'disputed',
  'charged_back',
  'voided',
  'expired',
  'rejected',
]);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** Operations on a payment. */
export const OperationName = z.enum([
  'authorize',
  'hold_for_review',
  'approve_authorize',
  'approve_capture',
  'capture',
  'partial_capture',
  'void',
  'expire',
  'refund',
  'partial_refund',
  'reject',
  'open_dispute',
  'submit_evidence',
  'win_dispute',
  'lose_dispute',
]);
export type OperationName = z.infer<typeof OperationName>;

/** Business refusals of a change; each is a problem of the same code. */
export const ChangeRefusal = z.enum([
  'operation_not_allowed', // the payment's state does not allow it
  'payment_expired', // the authorization or the review has run out
  'amount_over_authorized', // more than is held
  'amount_over_captured', // more than is captured and neither given back nor disputed
  'merchant_balance_too_low', // the merchant would owe us more than its terms allow
  'version_mismatch', // the payment has changed since the caller saw it
]);
export type ChangeRefusal = z.infer<typeof ChangeRefusal>;

const common = {
  paymentId: PaymentId,
  merchantId: MerchantId,
  currency: Currency,
  /** Status and version after it. */
  status: PaymentStatus,
  version: z.number().int().min(1),
  /** When the ledger decided. */
  recordedAt: z.iso.datetime(),
};

/** Outcome of a change; journaled beside its command, so that the answer stays true after a failover. */
export const ChangeOutcome = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('applied'),
    operation: OperationName,
    amountMinor: AmountMinor,
    /** Added to the payment's fee. */
    feeMinor: AmountMinorOrZero,
    /** Given back to the merchant of the payment's fee, by a refund; absent when nothing was. */
    feeRefundedMinor: AmountMinor.optional(),
    /** Taken of the merchant for a dispute; absent when nothing was. */
    disputeFeeMinor: AmountMinor.optional(),
    /** Given back of it when the dispute was won; absent when nothing was. */
    disputeFeeRefundedMinor: AmountMinor.optional(),
    ...common,
  }),
  z.object({
    outcome: z.literal('refused'),
    code: ChangeRefusal,
    /** The amount that could be captured, voided, refunded or disputed. */
    availableMinor: AmountMinorOrZero,
    ...common,
  }),
]);
export type ChangeOutcome = z.infer<typeof ChangeOutcome>;

const created = z.object({
  outcome: z.literal('created'),
  paymentId: PaymentId,
  status: PaymentStatus,
  version: z.literal(2),
  /** Why it is rejected. */
  reason: z.string().max(64).optional(),
  /** Why it is held for review. */
  review: ReviewCodes.optional(),
  feeMinor: AmountMinorOrZero,
  /** When its authorization or review expires. */
  expiresAt: z.iso.datetime().optional(),
  /** When the ledger decided. */
  recordedAt: z.iso.datetime(),
});

/**
 * Outcome of a payment that is answered when booked; journaled beside its command. Payments answered with 202 have none.
 */
export const CreationOutcome = z.discriminatedUnion('outcome', [
  created,
  /** The merchant's terms decline it; the ledger has no payment of this id. */
  z.object({
    outcome: z.literal('declined'),
    paymentId: PaymentId,
    reason: z.string().max(64),
    recordedAt: z.iso.datetime(),
  }),
]);
export type CreationOutcome = z.infer<typeof CreationOutcome>;

/** Outcome of a settlement; journaled beside its command before the bank is told, so that both regions pay the same. */
export const SettlementOutcome = z.object({
  outcome: z.literal('settled'),
  payoutId: PayoutId,
  merchantId: MerchantId,
  currency: Currency,
  day: z.iso.date(),
  /** The balance of the cut day; below zero it is carried on. */
  balanceMinor: BalanceMinor,
  /** Paid out. */
  amountMinor: AmountMinorOrZero,
  /** Withheld of it for the reserve, and the whole reserve after it. */
  withheldMinor: AmountMinorOrZero,
  reserveMinor: AmountMinorOrZero,
  recordedAt: z.iso.datetime(),
});
export type SettlementOutcome = z.infer<typeof SettlementOutcome>;

const termsCommon = {
  merchantId: MerchantId,
  /** Version of the merchant's terms after it. */
  version: z.number().int().min(0),
  /** When the ledger decided. */
  recordedAt: z.iso.datetime(),
};

/** Outcome of a change of terms; journaled beside its command, so that the answer stays true after a failover. */
export const TermsOutcome = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('terms_changed'), ...termsCommon }),
  /** The terms have changed since the caller saw them. */
  z.object({ outcome: z.literal('terms_refused'), code: z.literal('version_mismatch'), ...termsCommon }),
]);
export type TermsOutcome = z.infer<typeof TermsOutcome>;

/** Outcome of a change of the blocklist; journaled beside its command. */
export const BlocklistOutcome = z.object({
  outcome: z.literal('blocklist_changed'),
  entry: z.string(),
  isBlocked: z.boolean(),
  /** Of the entry after it. */
  version: z.number().int().min(1),
  /** When the ledger decided. */
  recordedAt: z.iso.datetime(),
});
export type BlocklistOutcome = z.infer<typeof BlocklistOutcome>;
