import { z } from 'zod';
import { MerchantId } from '../ids.ts';
import { RequestsPerSecond } from '../limits/request-limits.ts';
import { boundedText } from '../text/text.ts';
import { Scope } from './scopes.ts';

/** Keys of a merchant that may be good at once: the one in use, and the one that replaces it. */
export const activeKeysMax = 2;

/** Keys that a merchant's item lists, good ones and others; entries of its log. Both keep it far below DynamoDB's 400 KB. */
export const listedKeysMax = 100;
export const merchantLogMax = 100;

/** Id of a key: the part of its text that is no secret. */
export const AccessKeyId = z
  .string()
  .regex(/^[0-9a-f]{20}$/)
  .meta({ example: '0'.repeat(20) });

/** A merchant's name, for people. */
export const MerchantName = boundedText({ charactersMax: 100, bytesMax: 400 })
  .refine((text) => text.trim() === text, 'must not begin or end with blanks')
  .meta({ description: 'Name of the merchant, for people', example: 'Acme Ltd' });

/** ARN of a principal: IAM's longest is 2,048 characters (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const PrincipalArn = z.string().min(1).max(2_048);

/** A key as its merchant's item lists it: all that people may see of it. */
export const ListedKey = z.object({
  keyId: AccessKeyId,
  scopes: z.array(Scope).min(1),
  createdAt: z.iso.datetime(),
  createdBy: PrincipalArn,
  /** RFC 3339; the key is good before this moment, and no more at it. */
  notAfter: z.iso.datetime().optional(),
  /** The key that it was made to replace. */
  replaces: AccessKeyId.optional(),
  revokedAt: z.iso.datetime().optional(),
});
export type ListedKey = z.infer<typeof ListedKey>;

/** A command of a person, which made this version of the merchant. */
export const MerchantLogEntry = z.object({
  version: z.number().int().min(1),
  at: z.iso.datetime(),
  /** Who has signed the request. */
  by: PrincipalArn,
  action: z.enum(['register_merchant', 'limit_merchant', 'close_merchant', 'create_key', 'roll_key', 'revoke_key']),
  commandId: z.uuid(),
  /** Of the request, so that its idempotency key is not used for another. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  keyId: AccessKeyId.optional(),
  requestsPerSecond: RequestsPerSecond.optional(),
  reason: z.string().optional(),
});
export type MerchantLogEntry = z.infer<typeof MerchantLogEntry>;

/**
 * A merchant with the list of its keys, changed as a whole if its version is still what was read: so no two operators make a third key.
 * A closed one gets no new payments and no new keys; what it has can still be shown, settled and given back.
 */
export const AccessMerchantItem = z.object({
  kind: z.literal('merchant'),
  merchantId: MerchantId,
  name: MerchantName,
  state: z.enum(['open', 'closed']),
  /** Requests that it may send per second, of each kind, where it is not as many as the others. */
  requestsPerSecond: RequestsPerSecond.optional(),
  createdAt: z.iso.datetime(),
  /** Grows by one with each command. */
  version: z.number().int().min(1),
  /** Up to this version the keys' own items and the bus have what the commands changed. */
  finishedVersion: z.number().int().min(0),
  /** Oldest first. */
  keys: z.array(ListedKey).max(listedKeysMax),
  /** The last commands, oldest first. */
  log: z.array(MerchantLogEntry).max(merchantLogMax),
});
export type AccessMerchantItem = z.infer<typeof AccessMerchantItem>;

/** Begins the partition key of every merchant's item. */
export const merchantItemPrefix = 'merchant#';

/** Key of a merchant's item. */
export function accessMerchantItemKey(merchantId: string): { readonly pk: string } {
  return { pk: `${merchantItemPrefix}${merchantId}` };
}
