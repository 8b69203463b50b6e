import { createHmac, type KeyObject, sign } from 'node:crypto';
import { ed25519KeyOf, endpointSecretOf, signingKeyOf } from './endpoint-secret.ts';

/** A webhook that is about to be sent. */
export interface SignableWebhook {
  readonly webhookId: string;
  readonly body: string;
  /** Time of the attempt: receivers refuse what is older than five minutes. */
  readonly sentAt: Date;
}

/** Keys of one version of an endpoint's secret. */
export interface SigningKeys {
  readonly secret: string;
  readonly ed25519: KeyObject;
}

export function signingKeysOf(key: string, endpointId: string, versions: readonly number[]): readonly SigningKeys[] {
  return versions.map((version) => {
    const place = { endpointId, version };
    return { secret: endpointSecretOf(key, place), ed25519: ed25519KeyOf(key, place) };
  });
}

/**
 * Standard Webhooks' headers: id, time and the signatures over `id.timestamp.body`: `v1` (HMAC-SHA256) and `v1a` (Ed25519) by each
 * secret that counts. A receiver takes the webhook if one of them verifies.
 */
export function signWebhook(
  { webhookId, body, sentAt }: SignableWebhook,
  keys: readonly SigningKeys[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signed = Buffer.from(`${webhookId}.${timestamp}.${body}`);
  const symmetric = keys.map(
    ({ secret }) => `v1,${createHmac('sha256', signingKeyOf(secret)).update(signed).digest('base64')}`,
  );
  const asymmetric = keys.map(({ ed25519 }) => `v1a,${sign(null, signed, ed25519).toString('base64')}`);
  return {
    'webhook-id': webhookId,
    'webhook-timestamp': timestamp,
    'webhook-signature': [...symmetric, ...asymmetric].join(' '),
  };
}
