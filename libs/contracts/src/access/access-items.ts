import { z } from 'zod';
import { MerchantId } from '../ids.ts';
import { AccessKeyId } from './merchant-item.ts';
import { Scope } from './scopes.ts';

/*
 * Items of the table of access, which a quorum of regions holds: who may come in. merchants writes them; every door reads its
 * own region's copy. Those of merchants are in merchant-item.ts.
 */

/** A key. Its secret is nowhere: `digest` is `accessKeyDigest` of the whole key under the pepper of that version. */
export const AccessKeyItem = z.object({
  kind: z.literal('key'),
  keyId: AccessKeyId,
  merchantId: MerchantId,
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  pepperVersion: z.string().min(1),
  scopes: z.array(Scope).min(1),
  state: z.enum(['active', 'revoked']),
  /** RFC 3339; the key is good before this moment, and no more at it. */
  notAfter: z.iso.datetime().optional(),
  createdAt: z.iso.datetime(),
});
export type AccessKeyItem = z.infer<typeof AccessKeyItem>;

/** Key of a key's item. */
export function accessKeyItemKey(keyId: string): { readonly pk: string } {
  return { pk: `key#${keyId}` };
}

/** The peppers of a deployment, by version. A rotation adds a version; keys under an older one stay good until it is taken out. */
export const AccessPeppers = z.record(z.string().regex(/^[1-9][0-9]*$/), z.string().min(32));
export type AccessPeppers = z.infer<typeof AccessPeppers>;

/** Version of the pepper that new keys get: the highest. @throws RangeError when there is none */
export function currentPepper(peppers: AccessPeppers): { readonly version: string; readonly pepper: string } {
  const [version, pepper] = Object.entries(peppers).sort(([a], [b]) => Number(b) - Number(a))[0] ?? [];
  if (version === undefined || pepper === undefined) throw new RangeError('the secret of peppers holds none');
  return { version, pepper };
}
