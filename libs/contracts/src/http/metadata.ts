import { z } from 'zod';
import { boundedText } from '../text/text.ts';

/** Names of a payment's metadata. */
const namesMax = 50;

/** Of its JSON, in bytes of UTF-8: a hundred payments are one statement of a recovery. */
const metadataBytesMax = 8_000;

/** Words of a merchant, kept with a payment; nothing is decided by them. */
export const Metadata = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/),
    boundedText({ charactersMin: 0, charactersMax: 500, bytesMax: 1_500 }),
  )
  .refine((metadata) => Object.keys(metadata).length <= namesMax, `must have at most ${namesMax} names`)
  .refine(
    (metadata) => Buffer.byteLength(JSON.stringify(metadata)) <= metadataBytesMax,
    `must have at most ${metadataBytesMax} bytes of JSON`,
  )
  .meta({
    description: `Up to ${namesMax} texts by name, ${metadataBytesMax} bytes of JSON; kept and shown, never looked at`,
    maxProperties: namesMax,
  });
export type Metadata = z.infer<typeof Metadata>;

/** One line on the payer's card statement: networks take these letters. */
export const StatementDescriptor = z
  .string()
  .regex(/^[A-Za-z0-9 .,&/#+-]{5,22}$/)
  .refine((text) => /[A-Za-z]/.test(text), 'must have a letter')
  .meta({ description: 'What the payer reads on the card statement: 5 to 22 Latin letters, digits and . , & / # + -' });

/** Why a refund is made. */
export const RefundReason = z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'other']);
export type RefundReason = z.infer<typeof RefundReason>;
