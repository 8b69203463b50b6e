import { AmountMinor, Currency } from '@redoubt/contracts';
import { z } from 'zod';
import { subjects } from './rule-set.ts';

const Count = z.number().int().min(0);

/**
 * All that a decision is made from, as it is stored with it: the same facts always give the same decision.
 *
 * Counts are of earlier payments within the rule set's windows. Who the subjects are is not in here: the payment names
 * merchant and customer, and an address is nobody's business after the decision.
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

/** What blocklist and counters say of a payment. */
export type History = Exclude<Facts['history'], 'unknown'>;
