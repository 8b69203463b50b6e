import {
  type KeyView,
  type ListedKey,
  type MerchantDetails,
  type MerchantView,
  modeOf,
  requestsPerSecondDefault,
} from '@redoubt/contracts';
import { isActive } from './domain/keys.ts';
import type { Merchant } from './domain/merchant.ts';

/** A merchant in the words of the API. */
export function merchantViewOf(
  { merchantId, name, state, version, requestsPerSecond = requestsPerSecondDefault, keys, createdAt }: Merchant,
  now: Date,
): MerchantView {
  return {
    id: merchantId,
    name,
    mode: modeOf(merchantId),
    status: state,
    version,
    requests_per_second: requestsPerSecond,
    keys_active: keys.filter((key) => isActive(key, now)).length,
    created_at: createdAt,
  };
}

/** A merchant with its log. */
export function merchantDetailsOf(merchant: Merchant, now: Date): MerchantDetails {
  const log = merchant.log.map(({ version, at, by, action, keyId, requestsPerSecond, reason }) => ({
    version,
    at,
    by,
    action,
    ...(keyId === undefined ? {} : { key_id: keyId }),
    ...(requestsPerSecond === undefined ? {} : { requests_per_second: requestsPerSecond }),
    ...(reason === undefined ? {} : { reason }),
  }));
  return { ...merchantViewOf(merchant, now), log };
}

/** A key in the words of the API. */
export function keyViewOf(merchantId: string, key: ListedKey, now: Date): KeyView {
  const { keyId, scopes, notAfter, replaces, createdAt, createdBy, revokedAt } = key;
  return {
    id: keyId,
    merchant_id: merchantId,
    scopes,
    status: revokedAt !== undefined ? 'revoked' : isActive(key, now) ? 'active' : 'expired',
    ...(notAfter === undefined ? {} : { not_after: notAfter }),
    ...(replaces === undefined ? {} : { replaces }),
    created_at: createdAt,
    created_by: createdBy,
    ...(revokedAt === undefined ? {} : { revoked_at: revokedAt }),
  };
}
