import { z } from 'zod';
import { CallerMerchantId, MerchantId, OperationId, PaymentId } from '../ids.ts';
import { AmountMinor, Currency } from '../money.ts';
import { OperationName, PaymentStatus } from '../outcomes.ts';
import { ledgerPageOf } from './paging.ts';

const amount = AmountMinor.optional();

/** Body of `POST /transactions/v1/payments/{id}/captures`: without an amount all that is held. */
export const CaptureRequest = z
  .strictObject({ merchant_id: CallerMerchantId, amount_minor: amount })
  .meta({ id: 'CaptureRequest', description: 'Takes what is held, or a part of it' });
export type CaptureRequest = z.infer<typeof CaptureRequest>;

/** Body of `POST /transactions/v1/payments/{id}/voids`. */
export const VoidRequest = z
  .strictObject({ merchant_id: CallerMerchantId })
  .meta({ id: 'VoidRequest', description: 'Releases all that is still held' });
export type VoidRequest = z.infer<typeof VoidRequest>;

/** Body of `POST /transactions/v1/payments/{id}/refunds`: without an amount all that was captured. */
export const RefundRequest = z
  .strictObject({ merchant_id: CallerMerchantId, amount_minor: amount })
  .meta({ id: 'RefundRequest', description: 'Gives back what was captured, or a part of it' });
export type RefundRequest = z.infer<typeof RefundRequest>;

/** Body of `POST /transactions/v1/payments/{id}/approvals`. */
export const ApproveRequest = z
  .strictObject({ merchant_id: CallerMerchantId })
  .meta({ id: 'ApproveRequest', description: 'Takes a payment that is held for review' });
export type ApproveRequest = z.infer<typeof ApproveRequest>;

/** Body of `POST /transactions/v1/payments/{id}/rejections`. */
export const RejectRequest = z
  .strictObject({ merchant_id: CallerMerchantId })
  .meta({ id: 'RejectRequest', description: 'Refuses a payment that is held for review' });
export type RejectRequest = z.infer<typeof RejectRequest>;

/** One operation on a payment: answer of the five routes above (201), and a row of `GET …/operations`. */
export const OperationView = z
  .object({
    id: OperationId,
    payment_id: PaymentId,
    merchant_id: MerchantId,
    operation: OperationName,
    /** The amount it moved or a review decided on; a rejection by the merchant's terms has none. */
    amount_minor: amount,
    currency: Currency,
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
