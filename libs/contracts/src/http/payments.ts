import { z } from 'zod';
import { MerchantId, PaymentId } from '../ids.ts';
import { AmountMinor, Currency } from '../money.ts';

/** Body of `POST /validation/v1/payments`. */
export const CreatePaymentRequest = z
  .strictObject({
    merchant_id: MerchantId,
    amount_minor: AmountMinor,
    currency: Currency,
    reference: z.string().min(1).max(128).optional().meta({ description: "The merchant's own word for this payment" }),
    customer_id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/)
      .optional(),
  })
  .meta({ id: 'CreatePaymentRequest', description: 'A payment to take' });
export type CreatePaymentRequest = z.infer<typeof CreatePaymentRequest>;

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

/** States of a payment that a client can see. `accepted` is journaled and not yet in the ledger. */
export const PaymentStatus = z.enum(['accepted', 'captured', 'rejected']);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

/** Answer of `GET /transactions/v1/payments/{id}`. */
export const PaymentView = z
  .object({
    id: PaymentId,
    status: PaymentStatus,
    merchant_id: MerchantId,
    amount_minor: AmountMinor,
    currency: Currency,
    reference: z.string().optional(),
    reason: z.string().optional(),
    version: z.number().int().min(1),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'PaymentView', description: 'A payment as the ledger knows it' });
export type PaymentView = z.infer<typeof PaymentView>;
