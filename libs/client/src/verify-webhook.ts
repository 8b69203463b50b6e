import { Webhook } from 'standardwebhooks';
import type { components } from './generated/merchant-api.ts';

/** A webhook as it arrived. */
export interface ReceivedWebhook {
  /** Exactly as received: JSON that was parsed and written again has another signature. */
  readonly body: string;
  /** Of the request, as `node:http` or `fetch` have them. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Secret of the endpoint, `whsec_…`. While it is rolled, the old one and the new one verify. */
  readonly secret: string;
}

type WebhookBody = components['schemas']['Webhook'];

/**
 * Returns the body of a webhook whose signature is the endpoint's, by Standard Webhooks.
 *
 * A repeat has the same `webhook-id`. Of two about a payment, the one with the higher `data.order` counts, then the higher `data.epoch`.
 *
 * @throws WebhookVerificationError when it is not signed with the secret, or was five minutes ago
 */
export function verifyWebhook({ body, headers, secret }: ReceivedWebhook): WebhookBody {
  const all = headers instanceof Headers ? Object.fromEntries(headers) : headers;
  const signed = Object.entries(all).map(([name, value]) => [name.toLowerCase(), String(value ?? '')] as const);
  return new Webhook(secret).verify(body, Object.fromEntries(signed)) as WebhookBody;
}
