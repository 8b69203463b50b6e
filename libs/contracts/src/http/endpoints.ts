import { z } from 'zod';
import { OwnMerchantId } from '../access/own-merchant-id.ts';
import { DeliveryId, EndpointId, MerchantId } from '../ids.ts';
import { boundedText } from '../text/text.ts';
import { PageQuery } from './paging.ts';
import { WebhookType } from './webhooks.ts';

/** A type of webhooks, or all whose name begins as the pattern does. */
export const EventPattern = z.enum([...WebhookType.options, 'payment.*', 'payment.partially_*']);
export type EventPattern = z.infer<typeof EventPattern>;

/** Webhooks that an endpoint wants, each pattern once. */
export const EventFilter = z
  .array(EventPattern)
  .min(1)
  .max(EventPattern.options.length)
  .refine((patterns) => new Set(patterns).size === patterns.length, 'names a pattern twice')
  .meta({
    uniqueItems: true,
    description: 'Types of webhooks that are sent here, and patterns of them; all, also future ones, if left out',
  });

const EndpointUrl = boundedText({ charactersMax: 2_048, bytesMax: 4_096 })
  .regex(/^https?:\/\/[^\s@]+$/)
  .meta({
    description:
      'Where webhooks are sent: https on port 443, to a name of the public DNS. Plain http is for the local cloud alone.',
    example: 'https://shop.example/hooks',
  });

/** Secret of `v1` signatures, by Standard Webhooks. */
const Secret = z.string().startsWith('whsec_');
/** Public key of `v1a` signatures, by Standard Webhooks. */
const PublicKey = z.string().startsWith('whpk_');

/** Body of `POST /notifications/v1/endpoints`. */
export const CreateEndpointRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    url: EndpointUrl,
    events: EventFilter.optional(),
  })
  .meta({ id: 'CreateEndpointRequest', description: 'A webhook endpoint to register' });
export type CreateEndpointRequest = z.infer<typeof CreateEndpointRequest>;

/**
 * Answer of `POST /notifications/v1/endpoints`: 201. The secret is derived, stored nowhere, and shown here only: a repeat of the
 * request with its key gets the same answer, and no other route shows it.
 */
export const CreatedEndpoint = z
  .object({
    id: EndpointId,
    merchant_id: MerchantId,
    url: z.string(),
    events: z.array(EventPattern).optional(),
    secret: Secret,
    public_key: PublicKey,
    created_at: z.iso.datetime(),
  })
  .meta({
    id: 'CreatedEndpoint',
    description: 'A registered endpoint and the secret that its webhooks are signed with',
  });
export type CreatedEndpoint = z.infer<typeof CreatedEndpoint>;

const endpointFields = {
  id: EndpointId,
  merchant_id: MerchantId,
  url: z.string(),
  events: z.array(EventPattern).optional(),
  status: z.enum(['enabled', 'paused']),
  /** `gone`: its receiver answered 410; `failing`: nothing succeeded for five days; `requested`: by its merchant. */
  pause_reason: z.enum(['gone', 'failing', 'requested']).optional(),
  paused_at: z.iso.datetime().optional(),
  /** Since when every attempt has failed. */
  failing_since: z.iso.datetime().optional(),
  created_at: z.iso.datetime(),
};

/** An endpoint in a list. */
export const EndpointView = z
  .object(endpointFields)
  .meta({ id: 'Endpoint', description: 'Where webhooks are sent, without its secrets' });
export type EndpointView = z.infer<typeof EndpointView>;

/** Answer of `GET /notifications/v1/endpoints/{id}`. */
export const EndpointDetails = z
  .object({
    ...endpointFields,
    /** Of `v1a` signatures: the one of the secret that counts, and until `previous_secret_until` the one before. */
    public_keys: z.array(PublicKey),
    previous_secret_until: z.iso.datetime().optional(),
  })
  .meta({ id: 'EndpointDetails', description: 'Where webhooks are sent, and the public keys that they verify with' });
export type EndpointDetails = z.infer<typeof EndpointDetails>;

/** Query of `GET /notifications/v1/endpoints/{id}`. */
export const EndpointQuery = z.strictObject({ merchant_id: OwnMerchantId });

/** Query of `GET /notifications/v1/endpoints`. */
export const EndpointListQuery = PageQuery.extend({ merchant_id: OwnMerchantId });
export type EndpointListQuery = z.infer<typeof EndpointListQuery>;

/** Answer of `GET /notifications/v1/endpoints`: enabled ones first. */
export const EndpointPage = z
  .object({ data: z.array(EndpointView), has_more: z.boolean(), next_cursor: z.string().nullable() })
  .meta({ id: 'EndpointPage', description: 'Endpoints of a merchant' });
export type EndpointPage = z.infer<typeof EndpointPage>;

/** Body of `POST /notifications/v1/endpoints/{id}`: what is left out stays as it is. */
export const ChangeEndpointRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    url: EndpointUrl.optional(),
    events: EventFilter.optional(),
    status: z
      .enum(['enabled', 'paused', 'deleted'])
      .optional()
      .meta({ description: '`enabled` resumes: what waits is sent. `deleted` is for ever' }),
  })
  .meta({ id: 'ChangeEndpointRequest', description: 'Changes, pauses, resumes or deletes an endpoint' });
export type ChangeEndpointRequest = z.infer<typeof ChangeEndpointRequest>;

/** Answer of `POST /notifications/v1/endpoints/{id}`. */
export const ChangedEndpoint = z
  .object({ ...endpointFields, status: z.enum(['enabled', 'paused', 'deleted']) })
  .meta({ id: 'ChangedEndpoint', description: 'An endpoint after a change' });
export type ChangedEndpoint = z.infer<typeof ChangedEndpoint>;

/** Longest overlap of two secrets, in seconds: a week. */
const overlapSecondsMax = 604_800;

/** Body of `POST /notifications/v1/endpoints/{id}/secrets`. */
export const RollSecretRequest = z
  .strictObject({
    merchant_id: OwnMerchantId,
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(overlapSecondsMax)
      .default(86_400)
      .meta({ description: 'How long webhooks are signed with the secret before as well' }),
  })
  .meta({ id: 'RollSecretRequest', description: 'Gives an endpoint a new secret' });
export type RollSecretRequest = z.infer<typeof RollSecretRequest>;

/** Answer of `POST /notifications/v1/endpoints/{id}/secrets`: 201. The secret is shown here, and to a repeat with its key. */
export const RolledSecret = z
  .object({ id: EndpointId, secret: Secret, public_key: PublicKey, previous_secret_until: z.iso.datetime() })
  .meta({ id: 'RolledSecret', description: 'The secret that webhooks are signed with from now on' });
export type RolledSecret = z.infer<typeof RolledSecret>;

/** Body of `POST /notifications/v1/endpoints/{id}/tests`. */
export const TestEndpointRequest = z.strictObject({ merchant_id: OwnMerchantId }).meta({
  id: 'TestEndpointRequest',
  description: 'Sends a webhook of the type `endpoint.test`, also while it is paused',
});

/** Answer of `POST /notifications/v1/endpoints/{id}/tests`. */
export const TestedEndpoint = z
  .object({
    webhook_id: DeliveryId,
    confirmed: z.boolean(),
    /** Of the answer; left out when there was none. */
    status: z.number().int().optional(),
    outcome: z.string(),
    duration_ms: z.number().int().min(0),
  })
  .meta({ id: 'TestedEndpoint', description: 'Outcome of a test webhook' });
export type TestedEndpoint = z.infer<typeof TestedEndpoint>;
