import type { KeyView, MerchantDetails, MerchantView } from '@redoubt/contracts';
import { table } from './table.ts';

/** Merchants, one a line. */
export function merchantLines(merchants: readonly MerchantView[]): readonly string[] {
  return table(
    merchants.map(({ id, status, mode, keys_active: active, requests_per_second: limit, name }) => [
      id,
      status,
      mode,
      active === 1 ? '1 key' : `${active} keys`,
      `${limit} a second`,
      name,
    ]),
  );
}

/** A merchant, and who did what about it. */
export function merchantDetailLines(merchant: MerchantDetails): readonly string[] {
  return [
    ...merchantLines([merchant]),
    '',
    ...table(
      merchant.log.map(({ at, action, key_id: keyId = '', requests_per_second: limit, by, reason = '' }) => [
        at,
        action.replaceAll('_', ' '),
        limit === undefined ? keyId : `${limit} a second`,
        by,
        reason,
      ]),
    ),
  ];
}

/** Keys, one a line; none of them with its secret. */
export function keyLines(keys: readonly KeyView[]): readonly string[] {
  return table(
    keys.map(({ id, status, created_at: createdAt, not_after: end, revoked_at: revokedAt, scopes }) => [
      id,
      status,
      `made ${createdAt}`,
      revokedAt === undefined ? (end === undefined ? 'no end' : `until ${end}`) : `revoked ${revokedAt}`,
      scopes.join(' '),
    ]),
  );
}
