/** Subjects of rules, besides the payment itself. */
export const subjects = ['merchant', 'customer', 'ip'] as const;
export type Subject = (typeof subjects)[number];

/** A broken `soft` rule asks for a review, a broken `hard` one refuses; a `note` only says what was not known. */
export type Severity = 'note' | 'soft' | 'hard';

/** A rule's condition. Amounts are decimal strings, so a rule set is plain JSON. */
type Demand =
  | { readonly kind: 'currency_not_among'; readonly currencies: readonly string[] }
  | { readonly kind: 'amount_at_most'; readonly majorUnitsMax: string }
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
  readonly rules: readonly Rule[];
}
