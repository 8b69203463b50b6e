import { z } from 'zod';
import { AccessKeyId, MerchantLogEntry, MerchantName } from '../../access/merchant-item.ts';
import { Scope } from '../../access/scopes.ts';
import { CallerMerchantId, MerchantId } from '../../ids.ts';
import { RequestsPerSecond } from '../../limits/request-limits.ts';
import { ListTime } from '../paging.ts';
import { DecisionText } from './audit-log.ts';

/** Longest overlap of a key and the one that replaces it, in seconds: a week. */
const overlapSecondsMax = 604_800;

const Scopes = z
  .array(Scope)
  .min(1)
  .max(Scope.options.length)
  .refine((all) => new Set(all).size === all.length, 'names a scope twice')
  .meta({ uniqueItems: true, description: 'What the key may be used for', example: ['payments:write'] });

const NotAfter = ListTime.meta({
  description: 'From then on the key is refused; it has no end if left out',
  example: '2999-12-31T00:00:00Z',
});

/** Body of `POST /merchants/v1/merchants`. */
export const RegisterMerchantRequest = z
  .strictObject({
    merchant_id: CallerMerchantId.meta({ description: 'Begins with `test_` if it exists for tests alone' }),
    name: MerchantName,
  })
  .meta({ id: 'RegisterMerchantRequest', description: 'A merchant who may have keys and be paid from now on' });
export type RegisterMerchantRequest = z.infer<typeof RegisterMerchantRequest>;

/** Body of `POST /merchants/v1/merchants/{id}/closures`. */
export const CloseMerchantRequest = z
  .strictObject({ reason: DecisionText })
  .meta({ id: 'CloseMerchantRequest', description: 'Why the merchant takes no more payments' });
export type CloseMerchantRequest = z.infer<typeof CloseMerchantRequest>;

/** Body of `POST /merchants/v1/merchants/{id}/limits`. */
export const LimitMerchantRequest = z
  .strictObject({
    requests_per_second: RequestsPerSecond.meta({
      description: 'Requests that read, and as many that write, which the merchant may send in a second',
      example: 500,
    }),
    reason: DecisionText.optional(),
  })
  .meta({ id: 'LimitMerchantRequest', description: 'How much a merchant may send' });
export type LimitMerchantRequest = z.infer<typeof LimitMerchantRequest>;

/** Body of `POST /merchants/v1/merchants/{id}/keys`. */
export const CreateKeyRequest = z
  .strictObject({ scopes: Scopes, not_after: NotAfter.optional() })
  .meta({ id: 'CreateKeyRequest', description: 'A key to make' });
export type CreateKeyRequest = z.infer<typeof CreateKeyRequest>;

/** Body of `POST /merchants/v1/merchants/{id}/keys/{keyId}/rolls`. */
export const RollKeyRequest = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(overlapSecondsMax)
      .default(86_400)
      .meta({ description: 'How long the key before stays good; 0 ends it at once' }),
    not_after: NotAfter.optional(),
  })
  .meta({ id: 'RollKeyRequest', description: 'Replaces a key by a new one with the same scopes' });
export type RollKeyRequest = z.infer<typeof RollKeyRequest>;

/** Body of `POST /merchants/v1/merchants/{id}/keys/{keyId}/revocations`. */
export const RevokeKeyRequest = z
  .strictObject({ reason: DecisionText })
  .meta({ id: 'RevokeKeyRequest', description: 'Why the key is refused from now on' });
export type RevokeKeyRequest = z.infer<typeof RevokeKeyRequest>;

const keyFields = {
  id: AccessKeyId,
  merchant_id: MerchantId,
  scopes: z.array(Scope),
  status: z.enum(['active', 'expired', 'revoked']),
  not_after: z.iso.datetime().optional(),
  /** The key that it was made to replace. */
  replaces: AccessKeyId.optional(),
  created_at: z.iso.datetime(),
  /** ARN of who has signed the request. */
  created_by: z.string(),
  revoked_at: z.iso.datetime().optional(),
};

/** A key, without its secret. */
export const KeyView = z.object(keyFields).meta({ id: 'Key', description: 'A key, without its secret' });
export type KeyView = z.infer<typeof KeyView>;

/** Answer that makes a key: 201. The only one that shows it. */
export const CreatedKey = z
  .object({ ...keyFields, key: z.string().meta({ description: 'Shown once, and kept nowhere' }) })
  .meta({ id: 'CreatedKey', description: 'A new key' });
export type CreatedKey = z.infer<typeof CreatedKey>;

/** Answer of `GET /merchants/v1/merchants/{id}/keys`, the oldest first: the item lists no more than a hundred. */
export const KeyList = z
  .object({ data: z.array(KeyView) })
  .meta({ id: 'KeyList', description: 'Keys of a merchant, without their secrets' });
export type KeyList = z.infer<typeof KeyList>;

const merchantFields = {
  id: MerchantId,
  name: z.string(),
  mode: z.enum(['live', 'test']),
  status: z.enum(['open', 'closed']),
  /** Grows by one with each command of an operator. */
  version: z.number().int().min(1),
  /** Its own limit, or that of all who have none. */
  requests_per_second: RequestsPerSecond,
  keys_active: z.number().int().min(0),
  created_at: z.iso.datetime(),
};

/** A merchant in a list. */
export const MerchantView = z.object(merchantFields).meta({ id: 'Merchant', description: 'A merchant' });
export type MerchantView = z.infer<typeof MerchantView>;

/** Answer of `GET /merchants/v1/merchants/{id}`. */
export const MerchantDetails = z
  .object({
    ...merchantFields,
    log: z.array(
      z.object({
        version: z.number().int().min(1),
        at: z.iso.datetime(),
        by: z.string(),
        action: MerchantLogEntry.shape.action,
        key_id: AccessKeyId.optional(),
        requests_per_second: RequestsPerSecond.optional(),
        reason: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'MerchantDetails', description: 'A merchant, and who did what about it last, oldest first' });
export type MerchantDetails = z.infer<typeof MerchantDetails>;

/** Answer of `GET /merchants/v1/merchants`. */
export const MerchantPage = z
  .object({ data: z.array(MerchantView), has_more: z.boolean(), next_cursor: z.string().nullable() })
  .meta({ id: 'MerchantPage', description: 'Merchants, in no order' });
export type MerchantPage = z.infer<typeof MerchantPage>;
