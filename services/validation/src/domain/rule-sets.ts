import { type Limit, paymentCeiling } from '@redoubt/contracts';
import type { Rule, RuleSet } from './rule-set.ts';

/**
 * The first published rule set.
 *
 * One amount limit for every currency catches typos; it is not a risk limit: a yen is worth less than a euro. The hard
 * velocity limit of a merchant and of an address is what an API takes from anybody (10,000 requests a second).
 */
const first: RuleSet = {
  version: '2026-11-21',
  velocityWindowMs: 60_000,
  lookalikeWindowMs: 600_000,
  rules: [
    // No bank settles in it: the country is under the sanctions of UN, US and EU.
    { id: 'currency-refused', severity: 'hard', kind: 'currency_not_among', currencies: ['KPW'] },
    { id: 'amount-limit', severity: 'hard', kind: 'amount_at_most', majorUnitsMax: '10000000' },
    { id: 'amount-unusual', severity: 'soft', kind: 'amount_at_most', majorUnitsMax: '1000000' },
    { id: 'merchant-blocked', severity: 'hard', kind: 'not_blocklisted', subject: 'merchant' },
    { id: 'customer-blocked', severity: 'hard', kind: 'not_blocklisted', subject: 'customer' },
    { id: 'ip-blocked', severity: 'hard', kind: 'not_blocklisted', subject: 'ip' },
    { id: 'merchant-velocity', severity: 'hard', kind: 'velocity_at_most', subject: 'merchant', countMax: 600_000 },
    {
      id: 'merchant-velocity-unusual',
      severity: 'soft',
      kind: 'velocity_at_most',
      subject: 'merchant',
      countMax: 300_000,
    },
    { id: 'customer-velocity', severity: 'hard', kind: 'velocity_at_most', subject: 'customer', countMax: 6_000 },
    { id: 'customer-velocity-unusual', severity: 'soft', kind: 'velocity_at_most', subject: 'customer', countMax: 600 },
    { id: 'ip-velocity', severity: 'hard', kind: 'velocity_at_most', subject: 'ip', countMax: 600_000 },
    { id: 'ip-velocity-unusual', severity: 'soft', kind: 'velocity_at_most', subject: 'ip', countMax: 60_000 },
    { id: 'duplicate-submit', severity: 'soft', kind: 'no_lookalike' },
    { id: 'facts-known', severity: 'soft', kind: 'facts_known' },
  ],
};

/**
 * Tables that give no answer are noted and nothing more: a review holds the payment, and the moment at which a region's tables
 * are slow is the one at which payments must go on.
 */
const second: RuleSet = {
  ...first,
  version: '2026-11-21.2',
  rules: first.rules.map((rule) => (rule.kind === 'facts_known' ? { ...rule, severity: 'note' } : rule)),
};

/** A million euros, and what they are worth in other currencies. */
const unusual: Limit = { amountMinor: '100000000', currency: 'EUR', rates: '2026-11-21' };

/** Amounts know their currency: a million dong are some thirty euros. */
const third: RuleSet = {
  ...second,
  version: '2026-11-28',
  rules: second.rules.map((rule): Rule => {
    if (rule.kind !== 'amount_at_most') return rule;
    const { id, severity } = rule;
    return { id, severity, kind: 'worth_at_most', limit: severity === 'hard' ? paymentCeiling : unusual };
  }),
};

/** A checkout without an account names its payers alike: two of them who buy the same are no duplicate, and no rush of one. */
const fourth: RuleSet = {
  ...third,
  version: '2026-11-28.2',
  placeholderCustomers: [
    ...['guest', 'guest_user', 'guest-user', 'guestuser', 'anonymous', 'anon', 'anonymous_user', 'anonymous-user'],
    ...[
      'default',
      'unknown',
      'none',
      'null',
      'nil',
      'undefined',
      'nobody',
      'customer',
      'user',
      'na',
      'n-a',
      '0',
      '-1',
      '-',
      '_',
    ],
  ],
};

/** A merchant's own terms: its ceiling, which the ledger keeps, its limit for reviews, and whether it is blocked. */
const fifth: RuleSet = {
  ...fourth,
  version: '2026-11-29',
  rules: [
    { id: 'merchant-closed', severity: 'hard', kind: 'merchant_open' },
    ...fourth.rules.map((rule): Rule => {
      if (rule.kind !== 'worth_at_most') return rule;
      return { ...rule, own: rule.severity === 'hard' ? 'ceiling' : 'review' };
    }),
  ],
};

/** Every rule set that ever decided, by version. A published one is never edited: a changed rule is a new version. */
export const ruleSets: ReadonlyMap<string, RuleSet> = new Map(
  [first, second, third, fourth, fifth].map((ruleSet) => [ruleSet.version, ruleSet]),
);

/** The rule set that decides now. */
export const currentRuleSet: RuleSet = fifth;
