import { z } from 'zod';
import { MerchantId, PaymentId } from './ids.ts';
import { AmountMinor, Currency } from './money.ts';

/** The merchant whose payments are canaries: synthetic ones that prove the platform takes payments. */
export const canaryMerchantId = 'redoubt-canary';

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
  /** Synthetic: a payment of the merchant `canaryMerchantId`. */
  canary: z.boolean().optional(),
  acceptedAt: z.iso.datetime(),
  correlationId: z.string().max(128),
  traceparent: z.string().optional(),
});
export type CreatePayment = z.infer<typeof CreatePayment>;

/** Everything the journal may hold. */
export const Command = z.discriminatedUnion('type', [CreatePayment]);
export type Command = z.infer<typeof Command>;
