import type { ListedKey } from '@redoubt/contracts';
import { changeMerchant } from './change-merchant.ts';
import type { CloseMerchantDependencies } from './close-merchant.ts';
import { withoutKey } from './domain/keys.ts';
import type { Instruction } from './domain/merchant.ts';
import { announce, endKeys } from './finish-changes.ts';

export type RevokeKeyDependencies = CloseMerchantDependencies;

export type Revoked =
  | { readonly kind: 'revoked'; readonly key: ListedKey; readonly unannounced: unknown }
  | { readonly kind: 'unknown_merchant' }
  | { readonly kind: 'unknown_key' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reused' };

/**
 * Revokes a key, for ever. Revoking it again changes nothing.
 *
 * The key's own item is written first: if the rest does not come to pass, the key is refused and listed as good, and never the
 * other way round.
 *
 * @throws FaultError `store_unreachable`
 */
export async function revokeKey(
  { merchantId, keyId, reason }: { readonly merchantId: string; readonly keyId: string; readonly reason: string },
  instruction: Instruction,
  dependencies: RevokeKeyDependencies,
): Promise<Revoked> {
  const { merchants, keys } = dependencies;
  const change = await changeMerchant(merchantId, merchants, async (merchant) => {
    const revocation = withoutKey(merchant, instruction, { keyId, reason });
    if (revocation.kind === 'changed') await keys.revoke({ merchantId, ...revocation.key });
    return revocation;
  });
  if (change.kind !== 'decided') return change;
  const { decision, merchant } = change;
  if (decision.kind === 'reused' || decision.kind === 'unknown_key') return decision;
  await endKeys(merchant, keys);
  return { kind: 'revoked', key: decision.key, ...(await announce(merchant, dependencies)) };
}
