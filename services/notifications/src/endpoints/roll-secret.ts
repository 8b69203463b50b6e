import { commandIdOf, type RolledSecret, type RollSecretRequest } from '@redoubt/contracts';
import { endpointSecretOf, publicKeyOf } from '../endpoint-secret.ts';
import type { EndpointStore } from '../endpoint-store.ts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /notifications/v1/endpoints/{id}/secrets';

/** Secrets of one endpoint: each is a few hundred bytes of an item that every event reads. */
export const rollsMax = 50;

export interface SecretRollRequest {
  readonly merchantId: string;
  readonly endpointId: string;
  readonly request: RollSecretRequest;
  readonly idempotencyKey: string;
  readonly receivedAt: Date;
}

export interface RollSecretDependencies {
  readonly endpoints: Pick<EndpointStore, 'ofId' | 'addRoll'>;
  /** The key that secrets are derived from. */
  readonly webhookKey: () => Promise<string>;
}

export type RollOutcome =
  | { readonly kind: 'rolled'; readonly isReplay: boolean; readonly secret: RolledSecret }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'key_reused' }
  /** Another roll came in between. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'too_many' };

/**
 * Gives an endpoint a new secret. Until the overlap is over webhooks are signed with the secret before as well, so that its receiver
 * can change over without refusing any. The same request with the same key gets the same secret again.
 *
 * @throws FaultError `store_unreachable`
 */
export async function rollSecret(
  { merchantId, endpointId, request, idempotencyKey, receivedAt }: SecretRollRequest,
  { endpoints, webhookKey }: RollSecretDependencies,
): Promise<RollOutcome> {
  const { overlap_seconds: overlapSeconds } = request;
  const known = await endpoints.ofId({ merchantId, endpointId });
  if (known === undefined) return { kind: 'not_found' };
  const { rolls = [] } = known;
  // One key may roll the secrets of several endpoints.
  const commandId = commandIdOf({ merchantId, route, idempotencyKey: `${endpointId} ${idempotencyKey}` });
  const at = rolls.findIndex((roll) => roll.commandId === commandId);
  const before = rolls[at];
  if (before !== undefined && before.overlapSeconds !== overlapSeconds) return { kind: 'key_reused' };
  if (before === undefined && rolls.length >= rollsMax) return { kind: 'too_many' };
  const previousUntil = new Date(receivedAt.getTime() + overlapSeconds * 1_000).toISOString();
  const roll = before ?? { commandId, overlapSeconds, previousUntil };
  if (before === undefined && !(await endpoints.addRoll(known, roll))) return { kind: 'busy' };
  const place = { endpointId, version: (before === undefined ? rolls.length : at) + 2 };
  const key = await webhookKey();
  return {
    kind: 'rolled',
    isReplay: before !== undefined,
    secret: {
      id: endpointId,
      secret: endpointSecretOf(key, place),
      public_key: publicKeyOf(key, place),
      previous_secret_until: roll.previousUntil,
    },
  };
}
