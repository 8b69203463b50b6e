import { z } from 'zod';
import { MerchantId, PaymentId } from '../ids.ts';
import { DeliveryView } from './deliveries.ts';
import { SpecifiedPaymentRequest } from './specified-payments.ts';

/**
 * Body of `POST /payment/notify`, in the words of the specifications (S3).
 *
 * Merchants are told what the ledger says: `status` and `user_id` are taken because their clients send them, and told to
 * nobody.
 */
export const SpecifiedNotificationRequest = z
  .strictObject({
    transaction_id: PaymentId,
    user_id: SpecifiedPaymentRequest.shape.user_id.optional(),
    status: z
      .string()
      .regex(/^[a-z][a-z_]{0,31}$/)
      .optional(),
    merchant_id: MerchantId.optional(),
  })
  .meta({ id: 'SpecifiedNotificationRequest', description: 'A payment whose merchant is to be told again' });
export type SpecifiedNotificationRequest = z.infer<typeof SpecifiedNotificationRequest>;

/** Answer of `POST /payment/notify`: 200. */
export const SpecifiedNotification = z
  .object({
    message: z.string(),
    /** Of the event that was told. */
    notification_id: z.uuid(),
    transaction_id: PaymentId,
    deliveries: z.array(DeliveryView),
  })
  .meta({ id: 'SpecifiedNotification', description: 'Who was told of the last event of a payment' });
export type SpecifiedNotification = z.infer<typeof SpecifiedNotification>;
