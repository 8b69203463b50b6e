import { z } from 'zod';
import { boundedText } from '../text/text.ts';

/** Entries of a page, if the caller does not say. */
const limitDefault = 20;

/** With less than one kilobyte each far below the answers of the Data API and of a DynamoDB query, 1 MiB both. */
const limitMax = 100;

/** A place in a list is a time and an id: with their signature some 300 characters. */
const cursorCharactersMax = 500;

/** Query parameters of every list. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limitMax)
    .default(limitDefault)
    .meta({ description: 'Entries of the page, at most' }),
  cursor: boundedText({ charactersMin: 0, charactersMax: cursorCharactersMax, bytesMax: cursorCharactersMax })
    .default('')
    .meta({ description: '`next_cursor` of the page before; without one the list begins' }),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** RFC 3339, of our millennium: the ledger counts no others. */
export const ListTime = z.iso
  .datetime({ offset: true })
  .refine((time) => time.startsWith('2'), 'must be of our millennium');

/** Of an answer of the ledger, while a failover's recovery is under way: what was answered after that may be missing. */
export const completeness = {
  as_of: z.iso
    .datetime()
    .optional()
    .meta({ description: 'Only between a failover and the end of its recovery: up to then nothing is missing' }),
} as const;

/** A page of a list that the ledger answers. */
export const ledgerPageOf = <View extends z.ZodType>(view: View) =>
  z.object({ data: z.array(view), has_more: z.boolean(), next_cursor: z.string().nullable(), ...completeness });
