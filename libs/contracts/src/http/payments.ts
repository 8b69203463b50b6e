import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { ReviewCodes } from '../commands.ts';
import { CallerMerchantId, MerchantId, PaymentId } from '../ids.ts';
import { AmountMinor, AmountMinorOrZero, Currency } from '../money.ts';
import { PaymentStatus } from '../outcomes.ts';
import { boundedText } from '../text/text.ts';
import { Metadata, StatementDescriptor } from './metadata.ts';
import { ListTime, ledgerPageOf, PageQuery } from './paging.ts';

/** The merchant's own word for a payment. */
export const Reference = boundedText({ charactersMax: 128, bytesMax: 384 }).meta({
  description: "The merchant's own word for this payment, in Unicode normalization form C",
});

/** How long a hold lasts, in seconds: up to the 30 days that terms may give. */
export const HoldSeconds = z.int().min(1).max(2_592_000);

/** Body of `POST /validation/v1/payments`. */
export const CreatePaymentRequest = z
  .strictObject({
    merchant_id: CallerMerchantId,
    amount_minor: AmountMinor,
    currency: Currency,
    reference: Reference.optional(),
    customer_id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .optional(),
    capture: z
      .enum(['automatic', 'manual'])
      .optional()
      .meta({ description: 'manual holds the amount until it is captured, voided or expires; automatic if left out' }),
    hold_seconds: HoldSeconds.optional().meta({
      description: "How long the amount is held, from the acceptance on; never longer than the merchant's terms say",
    }),
    metadata: Metadata.optional(),
    statement_descriptor: StatementDescriptor.optional(),
  })
  .meta({ id: 'CreatePaymentRequest', description: 'A payment to take' });
export type CreatePaymentRequest = z.infer<typeof CreatePaymentRequest>;

/** Refuses a hold for a payment that is captured at once: whoever sends it must not be charged by mistake. */
export function assertHeldByHand(
  { capture, hold_seconds: holdSeconds }: Pick<CreatePaymentRequest, 'capture' | 'hold_seconds'>,
  context: z.RefinementCtx,
): void {
  if (holdSeconds === undefined || capture === 'manual') return;
  context.addIssue({ code: 'custom', path: ['hold_seconds'], message: 'needs capture to be manual' });
}

/** Body of `POST /validation/v1/payments` as it is read: of a canary as well, which has to show its pass. */
export const PaymentOrCanaryRequest = CreatePaymentRequest.extend({ merchant_id: MerchantId }).superRefine(
  assertHeldByHand,
);

/** Answer of `POST /validation/v1/payments`: 202. */
export const AcceptedPayment = z
  .object({
    id: PaymentId,
    status: z.literal('accepted'),
    merchant_id: MerchantId,
    amount_minor: AmountMinor,
    currency: Currency,
    reference: z.string().optional(),
    created_at: z.iso.datetime(),
    links: z.object({ self: z.string() }),
  })
  .meta({ id: 'AcceptedPayment', description: 'A payment that is recorded and will be booked' });
export type AcceptedPayment = z.infer<typeof AcceptedPayment>;

/** Answer of `GET /transactions/v1/payments/{id}`. */
export const PaymentView = z
  .object({
    id: PaymentId,
    status: PaymentStatus,
    merchant_id: MerchantId,
    amount_minor: AmountMinor,
    currency: Currency,
    reference: z.string().optional(),
    metadata: z.record(z.string(), z.string()).optional(),
    statement_descriptor: z.string().optional(),
    reason: z.string().optional(),
    /** Codes of the rules for which it was held for review, whatever became of it. */
    review: ReviewCodes.optional(),
    held_minor: AmountMinorOrZero.optional(),
    captured_minor: AmountMinorOrZero.optional(),
    refunded_minor: AmountMinorOrZero.optional(),
    fee_minor: AmountMinorOrZero.optional(),
    /** Part of the fee that went back to the merchant with refunds, by its terms. */
    fee_refunded_minor: AmountMinor.optional(),
    /** Under dispute now, and lost by disputes; left out where nothing is. */
    disputed_minor: AmountMinor.optional(),
    charged_back_minor: AmountMinor.optional(),
    /** Fees of its disputes, less those that went back. */
    dispute_fee_minor: AmountMinor.optional(),
    /** When what is held may be released by us, or a review is over without a decision. */
    expires_at: z.iso.datetime().optional(),
    version: z.number().int().min(1),
    /** When it was accepted. */
    created_at: z.iso.datetime(),
    /** When the ledger booked it: long after, if a recovery did. Lists go by it. The ledger alone knows. */
    booked_at: z.iso.datetime().optional(),
    updated_at: z.iso.datetime(),
    /** Only where the ledger does not have what is shown, or gives no answer: a copy that holds what was announced by then. */
    as_of: z.iso.datetime().optional(),
  })
  .meta({ id: 'PaymentView', description: 'A payment as the ledger knows it' });
export type PaymentView = z.infer<typeof PaymentView>;

/** Query of `GET /transactions/v1/payments`. */
export const PaymentListQuery = PageQuery.extend({
  merchant_id: OwnMerchantId,
  status: PaymentStatus.exclude(['accepted']).optional().meta({ description: 'Only those that have this status' }),
  reference: Reference.optional().meta({ description: 'Only those that the merchant calls so' }),
  booked_from: ListTime.optional().meta({ description: 'Only those that were booked then or later' }),
  booked_before: ListTime.optional().meta({ description: 'Only those that were booked earlier' }),
});
export type PaymentListQuery = z.infer<typeof PaymentListQuery>;

/** Answer of `GET /transactions/v1/payments`: a page, those booked last first. */
export const PaymentPage = ledgerPageOf(PaymentView).meta({
  id: 'PaymentPage',
  description: "A merchant's payments, those booked last first",
});
export type PaymentPage = z.infer<typeof PaymentPage>;
