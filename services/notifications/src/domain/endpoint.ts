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
  /** RFC 3339; when its receiver answered 410. Nothing is sent to it any more. */
  readonly disabledAt?: string | undefined;
}

/** Whether webhooks are sent to the endpoint. */
export function isEnabled({ disabledAt }: Pick<Endpoint, 'disabledAt'>): boolean {
  return disabledAt === undefined;
}

/** Whether the endpoint wants webhooks of this type. */
export function wants(endpoint: Pick<Endpoint, 'events' | 'disabledAt'>, type: WebhookType): boolean {
  const { events } = endpoint;
  if (!isEnabled(endpoint)) return false;
  return events === undefined || events.includes(type);
}
