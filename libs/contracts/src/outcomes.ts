import { z } from 'zod';
import { ReviewCodes } from './commands.ts';
import { MerchantId, PaymentId } from './ids.ts';
import { AmountMinor, AmountMinorOrZero, Currency } from './money.ts';

/** States of a payment. `accepted` is journaled and not yet in the ledger. */
export const PaymentStatus = z.enum([
  'accepted',
  'review',
  'authorized',
  'partially_captured',
  'captured',
  'partially_refunded',
  'refunded',
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
]);
export type OperationName = z.infer<typeof OperationName>;

/** Business refusals of a change; each is a problem of the same code. */
export const ChangeRefusal = z.enum([
  'operation_not_allowed', // the payment's state does not allow it
  'payment_expired', // the authorization or the review has run out
  'amount_over_authorized', // more than is held
  'amount_over_captured', // more than is captured and not refunded
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
    ...common,
  }),
  z.object({
    outcome: z.literal('refused'),
    code: ChangeRefusal,
    /** The amount that could be captured, voided or refunded. */
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
