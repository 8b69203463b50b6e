import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { DeliveryId, MerchantId, PaymentId, RecipientId } from '../ids.ts';
import { PageQuery } from './paging.ts';
import { Webhook, WebhookType } from './webhooks.ts';

/** `waiting`: it is tried again; `failed`: it is not, unless somebody asks for it. */
export const DeliveryStatus = z.enum(['waiting', 'sending', 'delivered', 'failed']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** One attempt that has ended. */
export const DeliveryAttempt = z
  .object({
    /** From 1. */
    number: z.number().int().min(1),
    at: z.iso.datetime(),
    duration_ms: z.number().int().min(0),
    /** Of the answer; left out when there was none. */
    status: z.number().int().optional(),
    outcome: z.string(),
    region: z.string(),
  })
  .meta({ id: 'DeliveryAttempt', description: 'One attempt to send a webhook' });
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

/** One webhook to one endpoint, or one message to one channel, as the delivery log knows it. */
export const DeliveryView = z
  .object({
    /** Also the `webhook-id` that the receiver saw. */
    id: DeliveryId,
    payment_id: PaymentId,
    merchant_id: MerchantId,
    /** The endpoint or channel that it goes to. */
    endpoint_id: RecipientId,
    event_id: z.uuid(),
    type: WebhookType,
    /** Of the payment after the event. */
    version: z.number().int().min(1),
    status: DeliveryStatus,
    attempts: z.number().int().min(0),
    last_outcome: z.string().optional(),
    delivered_at: z.iso.datetime().optional(),
    /** While it waits. */
    next_attempt_at: z.iso.datetime().optional(),
    /** The latest attempts that have ended, oldest first. */
    log: z.array(DeliveryAttempt).optional(),
  })
  .meta({
    id: 'Delivery',
    description: 'A webhook to one endpoint, or a message to one channel, and what became of it',
  });
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
  .strictObject({ merchant_id: OwnMerchantId, payment_id: PaymentId })
  .meta({ id: 'RetryDeliveryRequest', description: 'Sends a webhook once more, whatever became of it' });
export type RetryDeliveryRequest = z.infer<typeof RetryDeliveryRequest>;

/** Query of `GET /notifications/v1/endpoints/{id}/events`. */
export const EndpointEventsQuery = PageQuery.extend({
  merchant_id: OwnMerchantId,
  since: z.iso
    .datetime()
    .optional()
    .meta({ description: 'Events that happened then or later; all that are kept, if left out' }),
  until: z.iso.datetime().optional().meta({ description: 'Events that happened before' }),
  status: z
    .enum([...DeliveryStatus.options, 'missed'])
    .optional()
    .meta({
      description: '`missed`: those that the endpoint has not confirmed and that are not tried any more, or never were',
    }),
  type: WebhookType.optional(),
});
export type EndpointEventsQuery = z.infer<typeof EndpointEventsQuery>;

/** One event that an endpoint wants, and what became of its webhook. */
export const EndpointEvent = z
  .object({
    webhook: Webhook,
    status: z.enum([...DeliveryStatus.options, 'missed']),
    delivery: DeliveryView.optional(),
  })
  .meta({ id: 'EndpointEvent', description: 'An event, as its webhook tells it, and the delivery to an endpoint' });
export type EndpointEvent = z.infer<typeof EndpointEvent>;

/** Answer of `GET /notifications/v1/endpoints/{id}/events`. A page may be shorter than asked for, and more may follow. */
export const EndpointEventPage = z
  .object({ data: z.array(EndpointEvent), has_more: z.boolean(), next_cursor: z.string().nullable() })
  .meta({ id: 'EndpointEventPage', description: 'Events that an endpoint wants, oldest first' });
export type EndpointEventPage = z.infer<typeof EndpointEventPage>;

/** Body of `POST /notifications/v1/endpoints/{id}/recoveries`. */
export const RecoverEndpointRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    since: z.iso
      .datetime()
      .meta({ description: 'Sends what was missed then or later', example: '2030-01-31T12:00:00.000Z' }),
    until: z.iso.datetime().optional(),
  })
  .meta({ id: 'RecoverEndpointRequest', description: 'Sends the events that an endpoint has missed' });
export type RecoverEndpointRequest = z.infer<typeof RecoverEndpointRequest>;

/** Answer of `POST /notifications/v1/endpoints/{id}/recoveries`. */
export const RecoveredEndpoint = z
  .object({
    /** Webhooks that are sent from now on. */
    enqueued: z.number().int().min(0),
    /** Left out when all is done; otherwise ask again, from this time on. */
    next_since: z.iso.datetime().optional(),
  })
  .meta({ id: 'RecoveredEndpoint', description: 'Webhooks that an endpoint gets after all' });
export type RecoveredEndpoint = z.infer<typeof RecoveredEndpoint>;
