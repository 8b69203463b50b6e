import type { AccessKeyItem } from '@redoubt/contracts';
import type { Merchant } from './domain/merchant.ts';

/** Where merchants are kept, in a quorum of regions. Every call throws FaultError `store_unreachable`. */
export interface MerchantStore {
  /** With strong consistency. */
  read(merchantId: string): Promise<Merchant | undefined>;
  /** Stores version 1. @returns whether the id was free */
  add(merchant: Merchant): Promise<boolean>;
  /** Stores a version in place of the one before. @returns whether that was the stored one */
  replace(merchant: Merchant): Promise<boolean>;
  /** Records that keys' items and bus have all up to the merchant's version, unless somebody else has recorded more. */
  markFinished(merchant: Merchant): Promise<void>;
}

export interface MerchantList {
  /**
   * Some merchants, with strong consistency; in no order that means anything.
   *
   * @param page.after `next` of the page before
   */
  page(page: {
    readonly after: string | undefined;
    readonly pageMax: number;
  }): Promise<{ readonly merchants: readonly Merchant[]; readonly next: string | undefined }>;
}

/** Where doors look keys up. Every call throws FaultError `store_unreachable`. */
export interface KeyStore {
  /** Makes a key good. @returns false when there is an item of its id, so that this key never will be */
  add(item: AccessKeyItem): Promise<boolean>;
  /** Lets a key be good until a time and no longer; one that is not there yet never will be. */
  end(key: KeyToEnd & { readonly notAfter: string }): Promise<void>;
  /** Ends a key for ever, whether it is there yet or not. */
  revoke(key: KeyToEnd): Promise<void>;
  /** Forgets a key that is not good any more. */
  remove(keyId: string): Promise<void>;
}

/** All that a revoked key's item says. */
export type KeyToEnd = Pick<AccessKeyItem, 'keyId' | 'merchantId' | 'scopes' | 'createdAt'>;
