import { z } from 'zod';
import { EndpointId, MerchantId } from '../ids.ts';

/** Body of `POST /notifications/v1/endpoints`. */
export const CreateEndpointRequest = z
  .strictObject({
    merchant_id: MerchantId,
    url: z
      .string()
      .regex(/^https?:\/\/[^\s@]+$/)
      .max(2048)
      .meta({ description: 'Where webhooks are sent', example: 'https://shop.example/hooks' }),
  })
  .meta({ id: 'CreateEndpointRequest', description: 'A webhook endpoint to register' });
export type CreateEndpointRequest = z.infer<typeof CreateEndpointRequest>;

/** Answer of `POST /notifications/v1/endpoints`: 201. The secret is derived, stored nowhere, and shown here only. */
export const CreatedEndpoint = z
  .object({
    id: EndpointId,
    merchant_id: MerchantId,
    url: z.string(),
    secret: z.string().startsWith('whsec_'),
    created_at: z.iso.datetime(),
  })
  .meta({
    id: 'CreatedEndpoint',
    description: 'A registered endpoint and the secret that its webhooks are signed with',
  });
export type CreatedEndpoint = z.infer<typeof CreatedEndpoint>;
