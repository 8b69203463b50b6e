import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { DisputeReason } from '../commands.ts';
import { CallerMerchantId, MerchantId, OperationId, PaymentId } from '../ids.ts';
import { AmountMinor, Currency } from '../money.ts';
import { OperationName, PaymentStatus } from '../outcomes.ts';
import { boundedText } from '../text/text.ts';
import { RefundReason } from './metadata.ts';
import { DecisionText } from './operators/audit-log.ts';
import { ledgerPageOf } from './paging.ts';

const amount = AmountMinor.optional();

/** Body of `POST /transactions/v1/payments/{id}/captures`: without an amount all that is held. */
export const CaptureRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    amount_minor: amount,
    final: z
      .boolean()
      .optional()
      .meta({ description: 'true releases what is held beyond this capture; false if left out' }),
  })
  .meta({ id: 'CaptureRequest', description: 'Takes what is held, or a part of it' });
export type CaptureRequest = z.infer<typeof CaptureRequest>;

/** Body of `POST /transactions/v1/payments/{id}/voids`. */
export const VoidRequest = z
  .strictObject({ merchant_id: OwnMerchantId })
  .meta({ id: 'VoidRequest', description: 'Releases all that is still held' });
export type VoidRequest = z.infer<typeof VoidRequest>;

/** Body of `POST /transactions/v1/payments/{id}/refunds`: without an amount all that was captured. A part may still be held. */
export const RefundRequest = z
  .strictObject({ merchant_id: OwnMerchantId, amount_minor: amount, reason: RefundReason.optional() })
  .meta({ id: 'RefundRequest', description: 'Gives back what was captured, or a part of it' });
export type RefundRequest = z.infer<typeof RefundRequest>;

/** Body of `POST /transactions/v1/payments/{id}/approvals`. */
export const ApproveRequest = z
  .strictObject({ merchant_id: CallerMerchantId, reason: DecisionText.optional() })
  .meta({ id: 'ApproveRequest', description: 'Takes a payment that is held for review' });
export type ApproveRequest = z.infer<typeof ApproveRequest>;

/** Body of `POST /transactions/v1/payments/{id}/rejections`. */
export const RejectRequest = z
  .strictObject({ merchant_id: CallerMerchantId, reason: DecisionText.optional() })
  .meta({ id: 'RejectRequest', description: 'Refuses a payment that is held for review' });
export type RejectRequest = z.infer<typeof RejectRequest>;

/** Body of `POST /transactions/v1/payments/{id}/disputes`: without an amount all that was captured and not given back. */
export const DisputeRequest = z
  .strictObject({ merchant_id: CallerMerchantId, amount_minor: amount, reason: DisputeReason })
  .meta({ id: 'DisputeRequest', description: 'Opens a dispute of what was captured, or of a part of it' });
export type DisputeRequest = z.infer<typeof DisputeRequest>;

/** Body of `POST /transactions/v1/payments/{id}/dispute-evidence`. */
export const EvidenceRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    evidence: boundedText({ charactersMax: 1_000, bytesMax: 3_000 }).meta({
      description: 'What speaks for the merchant, or where it is to be found',
    }),
  })
  .meta({ id: 'EvidenceRequest', description: 'Says what speaks for the merchant in a dispute' });
export type EvidenceRequest = z.infer<typeof EvidenceRequest>;

/** Body of `POST /transactions/v1/payments/{id}/dispute-wins`. */
export const WinDisputeRequest = z
  .strictObject({ merchant_id: CallerMerchantId })
  .meta({ id: 'WinDisputeRequest', description: 'Closes a dispute: the merchant has its money back' });
export type WinDisputeRequest = z.infer<typeof WinDisputeRequest>;

/** Body of `POST /transactions/v1/payments/{id}/dispute-losses`. */
export const LoseDisputeRequest = z
  .strictObject({ merchant_id: CallerMerchantId })
  .meta({ id: 'LoseDisputeRequest', description: 'Closes a dispute: the payer keeps the money' });
export type LoseDisputeRequest = z.infer<typeof LoseDisputeRequest>;

/** One operation on a payment: answer of the routes above (201), and a row of `GET …/operations`. */
export const OperationView = z
  .object({
    id: OperationId,
    payment_id: PaymentId,
    merchant_id: MerchantId,
    operation: OperationName,
    /** The amount it moved or a review decided on; a rejection by the merchant's terms has none. */
    amount_minor: amount,
    currency: Currency,
    /** Of a refund, or of a dispute. */
    reason: z.enum([...new Set([...RefundReason.options, ...DisputeReason.options])]).optional(),
    /** Operator who has decided it, where one just has: the principal that signed the request. Merchants' lists do not show it. */
    decided_by: z.string().optional(),
    /** Of the payment after it; known where the operation was just done. */
    payment_status: PaymentStatus.optional(),
    version: z.number().int().min(1),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'OperationView', description: 'One operation on a payment' });
export type OperationView = z.infer<typeof OperationView>;

/** Answer of `GET /transactions/v1/payments/{id}/operations`: a page, oldest first. */
export const OperationPage = ledgerPageOf(OperationView).meta({
  id: 'OperationPage',
  description: 'Operations on a payment, oldest first',
});
export type OperationPage = z.infer<typeof OperationPage>;
