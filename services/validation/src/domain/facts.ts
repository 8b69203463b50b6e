import { AmountMinor, Currency, type TermsSetting } from '@redoubt/contracts';
import { z } from 'zod';
import { subjects } from './rule-set.ts';

const Count = z.number().int().min(0);

/** A limit in one currency, with what holds in others. */
const OwnLimit = z.object({
  amountMinor: AmountMinor,
  currency: Currency,
  rates: z.string(),
  amountMinorIn: z.record(z.string(), z.string()),
});

/** A merchant's own terms, as far as rules look at them. */
const OwnTerms = z.object({
  /** Names the terms: under which epoch they were set, and their version. */
  epoch: z.number().int(),
  version: z.number().int(),
  isOpen: z.boolean(),
  /** Highest amount of one payment; the ledger refuses what is above. */
  ceiling: OwnLimit,
  /** Payments above are held for review; absent where the rules' own limit holds. */
  review: OwnLimit.optional(),
});
export type OwnTerms = z.infer<typeof OwnTerms>;

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
  /** Of the merchant; absent where it has none of its own. `unknown`: the table gave no answer in time. */
  terms: z.union([z.literal('unknown'), OwnTerms]).optional(),
});
export type Facts = z.infer<typeof Facts>;

/** Blocklist and counters at the time of the decision. */
export type History = Exclude<Facts['history'], 'unknown'>;

/** The part of a merchant's terms that a decision is made from. */
export function knownTermsOf({ epoch, version, terms }: TermsSetting): OwnTerms {
  const limitOf = (name: 'amount_minor_max' | 'review_above_minor', amountMinor: string) => ({
    amountMinor,
    currency: terms.currency,
    rates: terms.rates_version,
    amountMinorIn: Object.fromEntries(
      Object.entries(terms.amounts_in ?? {}).flatMap(([currency, amounts]) => {
        const own = amounts?.[name];
        return own === undefined ? [] : [[currency, own]];
      }),
    ),
  });
  return {
    epoch,
    version,
    isOpen: terms.status === 'open',
    ceiling: limitOf('amount_minor_max', terms.amount_minor_max),
    ...(terms.review_above_minor === undefined
      ? {}
      : { review: limitOf('review_above_minor', terms.review_above_minor) }),
  };
}
