import type { ReceivedWebhook } from '@redoubt/local-cloud';
import type { StoryReader } from './story-reader.ts';

/** Webhooks about a payment that reached the merchant's inbox. */
export function webhookReader(webhooks: () => readonly ReceivedWebhook[]): StoryReader {
  return {
    name: "merchant's inbox",
    read: async (id) =>
      webhooks()
        .filter(({ body }) => body.includes(id))
        .map(({ at, headers, body }) => ({
          at,
          kind: 'webhook' as const,
          title: typeOf(body),
          text: `received as ${headers['webhook-id'] ?? 'a message without an id'}`,
        })),
  };
}

function typeOf(body: string): string {
  const type = /"type":"([^"]+)"/.exec(body)?.[1];
  return type ?? 'webhook';
}
