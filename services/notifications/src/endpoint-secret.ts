import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** Standard Webhooks' marks of a symmetric secret and of a public key. */
const secretPrefix = 'whsec_';
const publicKeyPrefix = 'whpk_';

/** The part of a PKCS #8 key before the 32 bytes of an Ed25519 private key (RFC 8410, 10.3). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Length of an Ed25519 public key, at the end of its SPKI form. */
const publicKeyBytes = 32;

/** A secret of an endpoint, by its version from 1. */
export interface SecretPlace {
  readonly endpointId: string;
  readonly version: number;
}

/**
 * The secret of an endpoint's webhooks, derived from the platform's key, the endpoint's id and the secret's version.
 *
 * Derived instead of stored: either region can sign without waiting for a secret to be replicated, and no table holds it.
 */
export function endpointSecretOf(key: string, { endpointId, version }: SecretPlace): string {
  return `${secretPrefix}${derived(key, version === 1 ? endpointId : `${endpointId}#${version}`).toString('base64')}`;
}

/** The bytes that sign: what follows the prefix, decoded. */
export function signingKeyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(secretPrefix.length), 'base64');
}

/** The private key of `v1a` signatures, which rolls with the secret. */
export function ed25519KeyOf(key: string, { endpointId, version }: SecretPlace): KeyObject {
  const seed = derived(key, `${endpointId}#${version}#ed25519`);
  return createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: 'der', type: 'pkcs8' });
}

/** The public key that `v1a` signatures verify with, as Standard Webhooks writes it. */
export function publicKeyOf(key: string, place: SecretPlace): string {
  const spki = createPublicKey(ed25519KeyOf(key, place)).export({ format: 'der', type: 'spki' });
  return `${publicKeyPrefix}${spki.subarray(-publicKeyBytes).toString('base64')}`;
}

function derived(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
