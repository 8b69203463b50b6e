import type { WebhookType } from '@redoubt/contracts';

/** Where a merchant wants its webhooks. Its secret is derived from the id and stored nowhere. */
export interface Endpoint {
  readonly endpointId: string;
  readonly merchantId: string;
  readonly url: string;
  /** What it is told of; everything when undefined. */
  readonly events?: readonly WebhookType[] | undefined;
  /** RFC 3339. */
  readonly createdAt: string;
}

/** Whether the endpoint is to be told of webhooks of this type. */
export function wants({ events }: Pick<Endpoint, 'events'>, type: WebhookType): boolean {
  return events === undefined || events.includes(type);
}
