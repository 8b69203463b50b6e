import { z } from 'zod';
import { AccessKeyId } from '../access/merchant-item.ts';
import { MerchantId } from '../ids.ts';
import { defineEvent } from './envelope.ts';

/** An operator has registered a merchant: it may have keys and be paid from now on. Subject of all of these is the merchant. */
export const MerchantRegistered = defineEvent(
  'MerchantRegistered',
  'payments.merchants',
  z.object({ merchantId: MerchantId, name: z.string() }),
);

/** An operator has closed a merchant: no new payments and no new keys, for ever. Its keys still show and refund. */
export const MerchantClosed = defineEvent(
  'MerchantClosed',
  'payments.merchants',
  z.object({ merchantId: MerchantId, reason: z.string() }),
);

/** An operator has revoked a key: it is refused everywhere within 60 s. */
export const KeyRevoked = defineEvent(
  'KeyRevoked',
  'payments.merchants',
  z.object({ merchantId: MerchantId, keyId: AccessKeyId, reason: z.string() }),
);
