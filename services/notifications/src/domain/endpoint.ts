import type { WebhookType } from '@redoubt/contracts';

/** A merchant's receiver of webhooks. Its secret is derived from the id and stored nowhere. */
export interface Endpoint {
  readonly endpointId: string;
  readonly merchantId: string;
  readonly url: string;
  /** Types of webhooks it wants; all when undefined. */
  readonly events?: readonly WebhookType[] | undefined;
  /** RFC 3339. */
  readonly createdAt: string;
}

/** Whether the endpoint wants webhooks of this type. */
export function wants({ events }: Pick<Endpoint, 'events'>, type: WebhookType): boolean {
  return events === undefined || events.includes(type);
}
