import type { EventPattern, WebhookType } from '@redoubt/contracts';

/** Why nothing is sent to an endpoint: its receiver answered 410; no attempt succeeded for days; its merchant asked. */
export const pauseReasons = ['gone', 'failing', 'requested'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** A merchant's receiver of webhooks. Its secrets are derived from the id and stored nowhere. */
export interface Endpoint {
  readonly endpointId: string;
  readonly merchantId: string;
  readonly url: string;
  /** Webhooks it wants; all when undefined. */
  readonly events?: readonly EventPattern[] | undefined;
  /** RFC 3339. */
  readonly createdAt: string;
  /** As it was registered: a repeat of the registration is answered by it, whatever was changed since. */
  readonly registered?: { readonly url: string; readonly events?: readonly EventPattern[] | undefined } | undefined;
  /** RFC 3339; since when every attempt has failed. Absent while it confirms. */
  readonly failingSince?: string | undefined;
  /** Nothing is sent to it until it is resumed. */
  readonly paused?: { readonly at: string; readonly reason: PauseReason } | undefined;
  /** RFC 3339; kept so that a repeat of the registration does not bring it back. */
  readonly deletedAt?: string | undefined;
  /** Secrets after the first, oldest first. */
  readonly rolls?: readonly SecretRoll[] | undefined;
}

/** A new secret of an endpoint. */
export interface SecretRoll {
  /** Command that asked for it: a repeat finds it. */
  readonly commandId: string;
  readonly overlapSeconds: number;
  /** RFC 3339; until when the secret before signs as well. */
  readonly previousUntil: string;
}

/** Whether the endpoint wants webhooks of this type. A pattern's `*` stands for any end of a name. */
export function wants({ events }: Pick<Endpoint, 'events'>, type: WebhookType): boolean {
  if (events === undefined) return true;
  return events.some((pattern) => (pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type));
}

/** Versions of the secrets that sign now, the newest first: two while they overlap. The first secret is version 1. */
export function signingVersions({ rolls = [] }: Pick<Endpoint, 'rolls'>, now: Date): readonly number[] {
  const current = rolls.length + 1;
  const last = rolls.at(-1);
  return last !== undefined && Date.parse(last.previousUntil) > now.getTime() ? [current, current - 1] : [current];
}
