import { z } from 'zod';
import { CallerMerchantId, EndpointId, MerchantId } from '../ids.ts';
import { boundedText } from '../text/text.ts';
import { WebhookType } from './webhooks.ts';

/** Types of webhooks that an endpoint wants, each once. */
const EventFilter = z
  .array(WebhookType)
  .min(1)
  .max(WebhookType.options.length)
  .refine((types) => new Set(types).size === types.length, 'names a type twice')
  .meta({ uniqueItems: true, description: 'Types of webhooks that are sent here; all, also future ones, if left out' });

/** Body of `POST /notifications/v1/endpoints`. */
export const CreateEndpointRequest = z
  .strictObject({
    merchant_id: CallerMerchantId,
    url: boundedText({ charactersMax: 2_048, bytesMax: 4_096 })
      .regex(/^https?:\/\/[^\s@]+$/)
      .meta({
        description:
          'Where webhooks are sent: https on port 443, to a name of the public DNS. Plain http is for the local cloud alone.',
        example: 'https://shop.example/hooks',
      }),
    events: EventFilter.optional(),
  })
  .meta({ id: 'CreateEndpointRequest', description: 'A webhook endpoint to register' });
export type CreateEndpointRequest = z.infer<typeof CreateEndpointRequest>;

/** Answer of `POST /notifications/v1/endpoints`: 201. The secret is derived, stored nowhere, and shown here only. */
export const CreatedEndpoint = z
  .object({
    id: EndpointId,
    merchant_id: MerchantId,
    url: z.string(),
    events: z.array(WebhookType).optional(),
    secret: z.string().startsWith('whsec_'),
    created_at: z.iso.datetime(),
  })
  .meta({
    id: 'CreatedEndpoint',
    description: 'A registered endpoint and the secret that its webhooks are signed with',
  });
export type CreatedEndpoint = z.infer<typeof CreatedEndpoint>;
