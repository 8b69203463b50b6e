import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { PaymentId } from '../ids.ts';
import { DeliveryView } from './deliveries.ts';
import { SpecifiedPaymentRequest } from './specified-payments.ts';

/**
 * Body of `POST /payment/notify`, in the words of the specifications (S3).
 *
 * Webhooks say what the ledger says: `status` and `user_id` are accepted because their clients send them, and ignored.
 */
export const SpecifiedNotificationRequest = z
  .strictObject({
    transaction_id: PaymentId,
    user_id: SpecifiedPaymentRequest.shape.user_id.optional(),
    status: z
      .string()
      .regex(/^[a-z][a-z_]{0,31}$/)
      .optional(),
    merchant_id: OwnMerchantId,
  })
  .meta({ id: 'SpecifiedNotificationRequest', description: 'A payment whose last webhook is to be sent again' });
export type SpecifiedNotificationRequest = z.infer<typeof SpecifiedNotificationRequest>;

/** Answer of `POST /payment/notify`: 200. */
export const SpecifiedNotification = z
  .object({
    message: z.string(),
    /** Of the event that was sent. */
    notification_id: z.uuid(),
    transaction_id: PaymentId,
    deliveries: z.array(DeliveryView),
  })
  .meta({ id: 'SpecifiedNotification', description: 'Deliveries of the last event of a payment' });
export type SpecifiedNotification = z.infer<typeof SpecifiedNotification>;
