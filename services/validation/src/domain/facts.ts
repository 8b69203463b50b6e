import { AmountMinor, Currency } from '@redoubt/contracts';
import { z } from 'zod';
import { subjects } from './rule-set.ts';

const Count = z.number().int().min(0);

/**
 * All that a decision is made from, as it is stored with it: the same facts always give the same decision.
 *
 * Counts are of earlier payments within the rule set's windows. The subjects are not stored again: the payment names
 * merchant and customer, and no address is kept after the decision.
 */
export const Facts = z.object({
  amountMinor: AmountMinor,
  currency: Currency,
  /** `unknown`: the table gave no answer in time. */
  history: z.union([
    z.literal('unknown'),
    z.object({
      blocklisted: z.array(z.enum(subjects)),
      /** A subject that the payment does not name has no count. */
      earlier: z.partialRecord(z.enum(subjects), Count),
      lookalikes: Count,
    }),
  ]),
});
export type Facts = z.infer<typeof Facts>;

/** Blocklist and counters at the time of the decision. */
export type History = Exclude<Facts['history'], 'unknown'>;
