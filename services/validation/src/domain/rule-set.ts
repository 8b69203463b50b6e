import type { Limit } from '@redoubt/contracts';

/** Subjects of rules, besides the payment itself. */
export const subjects = ['merchant', 'customer', 'ip'] as const;
export type Subject = (typeof subjects)[number];

/** A broken `soft` rule asks for a review, a broken `hard` one refuses; a `note` only says what was not known. */
export type Severity = 'note' | 'soft' | 'hard';

/** A rule's condition. Amounts are decimal strings, so a rule set is plain JSON. */
type Demand =
  | { readonly kind: 'currency_not_among'; readonly currencies: readonly string[] }
  /** One number of whole units for all currencies, whatever they are worth. */
  | { readonly kind: 'amount_at_most'; readonly majorUnitsMax: string }
  /** An amount of money, and what it is worth in other currencies. */
  | {
      readonly kind: 'worth_at_most';
      readonly limit: Limit;
      /** Which limit of the merchant's own terms holds instead, where it has one. */
      readonly own?: 'ceiling' | 'review';
    }
  /** The merchant's own terms do not block it. */
  | { readonly kind: 'merchant_open' }
  | { readonly kind: 'not_blocklisted'; readonly subject: Subject }
  /** Payments of the subject within the velocity window, this one included. */
  | { readonly kind: 'velocity_at_most'; readonly subject: Subject; readonly countMax: number }
  /** The same merchant, amount, currency, reference and customer under another key, within the lookalike window. */
  | { readonly kind: 'no_lookalike' }
  /** Whether blocklist and counters gave an answer at all. */
  | { readonly kind: 'facts_known' };

export type Rule = { readonly id: string; readonly severity: Severity } & Demand;

/**
 * Rules as data, under a version that never changes its meaning: what was once decided can be decided again.
 *
 * Windows are in milliseconds; counts are taken in buckets of one window.
 */
export interface RuleSet {
  readonly version: string;
  readonly velocityWindowMs: number;
  readonly lookalikeWindowMs: number;
  /** Customer ids, in lower case, that merchants send for whoever has none: they are not one person. */
  readonly placeholderCustomers?: readonly string[];
  readonly rules: readonly Rule[];
}
