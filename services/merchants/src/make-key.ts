import {
  type AccessKeyItem,
  type AccessPeppers,
  accessKeyDigest,
  currentPepper,
  type ListedKey,
  modeOf,
  newAccessKey,
} from '@redoubt/contracts';
import { changeMerchant } from './change-merchant.ts';
import type { KeyMade, KeyRefusal } from './domain/keys.ts';
import type { Merchant } from './domain/merchant.ts';
import { type AnnounceDependencies, announce, endKeys } from './finish-changes.ts';
import type { KeyStore, MerchantStore } from './merchant-store.ts';

export interface MakeKeyDependencies extends Omit<AnnounceDependencies, 'merchants'> {
  readonly merchants: MerchantStore;
  readonly keys: KeyStore;
  readonly peppers: () => Promise<AccessPeppers>;
}

export type Made<Refusal> =
  /** `secret` is the whole text of the key; nobody will see it again. */
  | { readonly kind: 'made'; readonly secret: string; readonly key: ListedKey; readonly unannounced: unknown }
  /** Made by an earlier request with the same idempotency key, or ended since. */
  | { readonly kind: 'already_shown'; readonly key: ListedKey }
  | { readonly kind: 'unknown_merchant' }
  | { readonly kind: 'busy' }
  | Refusal;

/**
 * Makes a key by what was decided about its merchant.
 *
 * The merchant's item lists the key before it is good, and a key that it replaces has its end before: whatever is good is listed, at
 * every moment. If the key's item is not written, the same request writes it, with a secret that is new: nobody has seen the first. If
 * it is written, its secret has been sent, and a repeat is refused.
 *
 * @throws FaultError `store_unreachable`: the same request with the same idempotency key finds out
 */
export async function makeKey<Refusal extends { readonly kind: string } = KeyRefusal>(
  merchantId: string,
  { merchants, keys, peppers, ...dependencies }: MakeKeyDependencies,
  decide: (merchant: Merchant) => KeyMade | Refusal,
): Promise<Made<Refusal>> {
  // Before anything is written: without a pepper no key can be made.
  const pepper = currentPepper(await peppers());
  const change = await changeMerchant<KeyMade | Refusal>(merchantId, merchants, decide);
  if (change.kind !== 'decided') return change;
  const { decision, merchant } = change;
  if (!isMade(decision)) return decision;
  await endKeys(merchant, keys);
  const { key } = decision;
  const { key: secret } = newAccessKey(modeOf(merchantId), key.keyId);
  const item = itemOf(key, {
    merchantId,
    pepperVersion: pepper.version,
    digest: accessKeyDigest(secret, pepper.pepper),
  });
  if (!(await keys.add(item))) return { kind: 'already_shown', key };
  if (decision.kind === 'changed' && decision.dropped !== undefined) await keys.remove(decision.dropped.keyId);
  return { kind: 'made', secret, key, ...(await announce(merchant, { merchants, ...dependencies })) };
}

function isMade(decision: { readonly kind: string }): decision is KeyMade {
  return decision.kind === 'changed' || decision.kind === 'listed';
}

function itemOf(
  { keyId, scopes, createdAt, notAfter }: ListedKey,
  sealed: Pick<AccessKeyItem, 'merchantId' | 'digest' | 'pepperVersion'>,
): AccessKeyItem {
  const end = notAfter === undefined ? {} : { notAfter };
  return { kind: 'key', keyId, scopes, state: 'active', createdAt, ...end, ...sealed };
}
