import { type AccessKeyItem, type AccessPeppers, accessKeyItemKey, currentPepper } from './access-items.ts';
import { accessKeyDigest, modeOf, newAccessKey } from './access-key.ts';
import { type AccessMerchantItem, accessMerchantItemKey } from './merchant-item.ts';
import { scopes as allScopes, type Scope } from './scopes.ts';

/** A merchant with a key, as items of the table of access. */
export interface MerchantSeed {
  readonly key: string;
  /** The merchant's item first: no key is good that its merchant does not list. */
  readonly items: readonly [AccessMerchantItem & { readonly pk: string }, AccessKeyItem & { readonly pk: string }];
}

/**
 * Makes an open merchant with one key, for tests and drills that need many at once: operators register merchants over HTTP.
 *
 * @param seed.by who is named as the maker of the key
 */
export function merchantSeedOf(seed: {
  readonly merchantId: string;
  /** @default - all */
  readonly scopes?: readonly Scope[];
  readonly peppers: AccessPeppers;
  readonly by: string;
  readonly now: Date;
}): MerchantSeed {
  const { merchantId, peppers, by } = seed;
  const scopes = [...(seed.scopes ?? allScopes)];
  const createdAt = seed.now.toISOString();
  const { version: pepperVersion, pepper } = currentPepper(peppers);
  const { key, keyId } = newAccessKey(modeOf(merchantId));
  const merchant: AccessMerchantItem = {
    kind: 'merchant',
    merchantId,
    name: merchantId,
    state: 'open',
    createdAt,
    version: 1,
    finishedVersion: 1,
    keys: [{ keyId, scopes, createdAt, createdBy: by }],
    log: [],
  };
  const digest = accessKeyDigest(key, pepper);
  const item: AccessKeyItem = {
    kind: 'key',
    keyId,
    merchantId,
    digest,
    pepperVersion,
    scopes,
    state: 'active',
    createdAt,
  };
  return {
    key,
    items: [
      { ...accessMerchantItemKey(merchantId), ...merchant },
      { ...accessKeyItemKey(keyId), ...item },
    ],
  };
}
