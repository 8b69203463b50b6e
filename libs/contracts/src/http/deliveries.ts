import { z } from 'zod';
import { CallerMerchantId, DeliveryId, EndpointId, MerchantId, PaymentId } from '../ids.ts';
import { PageQuery } from './paging.ts';
import { WebhookType } from './webhooks.ts';

/** One webhook to one endpoint, as the delivery log knows it. */
export const DeliveryView = z
  .object({
    /** Also the `webhook-id` that the receiver saw. */
    id: DeliveryId,
    payment_id: PaymentId,
    merchant_id: MerchantId,
    endpoint_id: EndpointId,
    event_id: z.uuid(),
    type: WebhookType,
    /** Of the payment after the event. */
    version: z.number().int().min(1),
    status: z.enum(['sending', 'delivered', 'failed']),
    attempts: z.number().int().min(1),
    last_outcome: z.string().optional(),
    delivered_at: z.iso.datetime().optional(),
  })
  .meta({ id: 'Delivery', description: 'A webhook to one endpoint and what became of it' });
export type DeliveryView = z.infer<typeof DeliveryView>;

/** Query of `GET /notifications/v1/deliveries`. */
export const DeliveryListQuery = PageQuery.extend({ payment_id: PaymentId });
export type DeliveryListQuery = z.infer<typeof DeliveryListQuery>;

/** Answer of `GET /notifications/v1/deliveries?payment_id=`: a page, oldest version first. */
export const DeliveryPage = z
  .object({ data: z.array(DeliveryView), has_more: z.boolean(), next_cursor: z.string().nullable() })
  .meta({ id: 'DeliveryPage', description: 'Webhooks about one payment, by version' });
export type DeliveryPage = z.infer<typeof DeliveryPage>;

/** Body of `POST /notifications/v1/deliveries/{id}/retries`. */
export const RetryDeliveryRequest = z
  .strictObject({ merchant_id: CallerMerchantId, payment_id: PaymentId })
  .meta({ id: 'RetryDeliveryRequest', description: 'Sends a webhook once more, whatever became of it' });
export type RetryDeliveryRequest = z.infer<typeof RetryDeliveryRequest>;
