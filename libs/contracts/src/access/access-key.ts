import { createHash, createHmac, randomBytes } from 'node:crypto';
import { testMerchantPrefix } from '../ids.ts';
import { containsCardNumber } from '../text/card-number.ts';

/** Live keys move money; test keys belong to merchants that exist for tests alone. */
export type AccessMode = 'live' | 'test';

/** A key as its text says it is; whether it is one, only the table of access knows. */
export interface ClaimedKey {
  readonly mode: AccessMode;
  readonly keyId: string;
}

/** Random bits of a secret: 256; of a key's id: 80, as many as keep two from ever being the same. */
const secretBytes = 32;
const keyIdBytes = 10;

const keyPattern = /^rk_(live|test)_([0-9a-f]{20})_[A-Za-z0-9_-]{43}$/;

/** Id of a key that no command makes. */
export function randomKeyId(): string {
  return keyIdOf(randomBytes(keyIdBytes).toString('hex'));
}

/**
 * Id of the key that a command makes: the same for each repeat of it. It is no secret.
 *
 * One of a thousand ids would be full of digits and be refused as a card number, in paths; then the next one is taken.
 */
export function keyIdOf(commandId: string): string {
  for (let tries = 0; ; tries += 1) {
    const digest = createHash('sha256').update(`redoubt access key id ${commandId} ${tries}`).digest('hex');
    const keyId = digest.slice(0, 2 * keyIdBytes);
    if (!containsCardNumber(keyId)) return keyId;
  }
}

/** A new key: `rk_<live|test>_<id, 20 hexadecimal digits>_<secret, base64url>`. It is shown once and stored nowhere. */
export function newAccessKey(
  mode: AccessMode,
  keyId: string = randomKeyId(),
): { readonly key: string; readonly keyId: string } {
  return { keyId, key: `rk_${mode}_${keyId}_${randomBytes(secretBytes).toString('base64url')}` };
}

/** Reads a key's text. @returns `undefined` when no key of ours looks like this */
export function claimedKeyOf(key: string): ClaimedKey | undefined {
  const [, mode, keyId] = keyPattern.exec(key) ?? [];
  if (keyId === undefined) return undefined;
  return { mode: mode === 'live' ? 'live' : 'test', keyId };
}

/** Digest under which a key is known: HMAC-SHA-256 of its whole text under a pepper, 64 hexadecimal digits. */
export function accessKeyDigest(key: string, pepper: string): string {
  return createHmac('sha256', pepper).update(`redoubt access key, version 1 ${key}`).digest('hex');
}

/** The mode that all keys of a merchant have. */
export function modeOf(merchantId: string): AccessMode {
  return merchantId.startsWith(testMerchantPrefix) ? 'test' : 'live';
}
