import { createHmac } from 'node:crypto';

/** Standard Webhooks' mark of a symmetric secret. */
const prefix = 'whsec_';

/**
 * The secret of an endpoint's webhooks, derived from the platform's key and the endpoint's id.
 *
 * Derived instead of stored: either region can sign without waiting for a secret to be replicated, and no table holds it.
 */
export function endpointSecretOf(key: string, endpointId: string): string {
  return `${prefix}${createHmac('sha256', key).update(endpointId).digest('base64')}`;
}

/** The bytes that sign: what follows the prefix, decoded. */
export function signingKeyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(prefix.length), 'base64');
}
