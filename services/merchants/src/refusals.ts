import { AccessKeyId, activeKeysMax, CallerMerchantId, type ListedKey, listedKeysMax } from '@redoubt/contracts';
import { ProblemError } from '@redoubt/lambda-kit';
import type { KeyRefusal } from './domain/keys.ts';

/** The merchant that a path names. @throws ProblemError `not_found` */
export function merchantIdIn({ id }: Readonly<Record<string, string | undefined>>): string {
  const merchantId = CallerMerchantId.safeParse(id);
  if (merchantId.success) return merchantId.data;
  throw unknownMerchant();
}

/** The key that a path names. @throws ProblemError `not_found` */
export function keyIdIn({ keyId }: Readonly<Record<string, string | undefined>>): string {
  const id = AccessKeyId.safeParse(keyId);
  if (id.success) return id.data;
  throw unknownKey();
}

/** The refusals that several routes have in common. */
export function commonRefusal(outcome: {
  readonly kind: 'unknown_merchant' | 'unknown_key' | 'busy' | 'reused';
}): ProblemError {
  switch (outcome.kind) {
    case 'unknown_merchant':
      return unknownMerchant();
    case 'unknown_key':
      return unknownKey();
    case 'busy':
      return new ProblemError('conflict', 'others change the merchant at the same time; send the request again');
    case 'reused':
      return new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another request');
  }
}

/** Why no key was made, and what to do. */
export function keyRefusal(refusal: KeyRefusal): ProblemError {
  switch (refusal.kind) {
    case 'merchant_closed':
      return new ProblemError('merchant_closed', 'a closed merchant gets no new keys; the keys that it has stay good');
    case 'reused':
      return new ProblemError('idempotency_key_reused', 'send another Idempotency-Key for another key');
    case 'ends_in_the_past':
      return new ProblemError('malformed_request', 'the key would end before it begins', [
        { pointer: '/not_after', code: 'invalid_value', detail: 'must be in the future' },
      ]);
    case 'too_many_keys':
      return new ProblemError(
        'too_many_keys',
        `${refusal.active.map(({ keyId }) => keyId).join(' and ')} are good, and ${activeKeysMax} may be: ` +
          'revoke one, or roll one with overlap_seconds 0',
      );
    case 'list_full':
      return new ProblemError(
        'too_many_keys',
        `the merchant has had ${listedKeysMax} keys within three days; keep one that is good, or wait`,
      );
  }
}

/** The answer to a repeat of a request that has made a key. */
export function alreadyShown({ keyId }: ListedKey): ProblemError {
  return new ProblemError(
    'key_already_shown',
    `this request has made key ${keyId}, and its secret was sent once. If it got lost, roll the key with overlap_seconds 0, ` +
      'or revoke it and create one with another Idempotency-Key',
  );
}

function unknownMerchant(): ProblemError {
  return new ProblemError('not_found', 'there is no such merchant; register it, or list those that there are');
}

function unknownKey(): ProblemError {
  return new ProblemError('not_found', 'the merchant has no such key; list its keys');
}
