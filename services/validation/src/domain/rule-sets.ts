import type { RuleSet } from './rule-set.ts';

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

/** Every rule set that ever decided, by version. A published one is never edited: a changed rule is a new version. */
export const ruleSets: ReadonlyMap<string, RuleSet> = new Map(
  [first, second].map((ruleSet) => [ruleSet.version, ruleSet]),
);

/** The rule set that decides now. */
export const currentRuleSet: RuleSet = second;
