import { currencyCodes, fingerprintOf, limitIn, paymentCeiling } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { currentRuleSet, ruleSets } from '../../src/domain/rule-sets.ts';

/** Digest of every rule set that has ever decided. A line is added with each version; none is ever changed. */
const published: Readonly<Record<string, string>> = {
  '2026-11-21': '6c2d0d87823817ad3fe75c4bbc2c2f367e7faf4d8c3289dd50e1da4a20405d4b',
  '2026-11-21.2': 'df9411a8bed8c72ca1c54f8df19bec835056ea0c0223f297216740159fc97c6e',
  '2026-11-28': 'eaf13585442db15630213248c6f985d8d88fddcefb9e2521717c371c445d7477',
  '2026-11-28.2': 'ad2905b0b744a222733923278f256ce765144d9901e7da3ee76a79499a9d21bd',
  '2026-11-29': 'fd0a0ebfe6def3eacb8af75fa5c44a3a0b593a6562d19e49e9b6ff1d0d0ce14f',
};

test('no published rule set has changed: a changed rule is a new version', () => {
  const digests = [...ruleSets].map(([version, ruleSet]) => [version, fingerprintOf(ruleSet)]);
  expect(Object.fromEntries(digests)).toEqual(published);
});

test('the rule set that decides now is a published one', () => {
  expect(ruleSets.get(currentRuleSet.version)).toBe(currentRuleSet);
});

test('11.A3: what passes is within the ceiling of the ledger, which lies above the limit for a review, in every currency', () => {
  const limitOf = (severity: string) => {
    const [rule] = currentRuleSet.rules.filter((each) => each.kind === 'worth_at_most' && each.severity === severity);
    if (rule?.kind !== 'worth_at_most') throw new Error(`no ${severity} limit`);
    return rule.limit;
  };
  for (const currency of currencyCodes) {
    const ceiling = limitIn(paymentCeiling, currency).amountMinor;
    expect(limitIn(limitOf('hard'), currency).amountMinor).toBeLessThanOrEqual(ceiling);
    expect(limitIn(limitOf('soft'), currency).amountMinor).toBeLessThan(ceiling);
  }
});

test.each([...ruleSets])(
  'rules of %s have ids of their own, and each soft limit lies below its hard one',
  (_, { rules }) => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    const limits = rules.flatMap((rule) => {
      if (rule.kind === 'amount_at_most')
        return [{ of: 'amount', severity: rule.severity, max: Number(rule.majorUnitsMax) }];
      if (rule.kind === 'worth_at_most') {
        const maxIn = (currency: string) => Number(limitIn(rule.limit, currency).amountMinor);
        return currencyCodes.map((of) => ({ of, severity: rule.severity, max: maxIn(of) }));
      }
      return rule.kind === 'velocity_at_most'
        ? [{ of: rule.subject, severity: rule.severity, max: rule.countMax }]
        : [];
    });
    for (const soft of limits.filter(({ severity }) => severity === 'soft')) {
      const hard = limits.find(({ of, severity }) => of === soft.of && severity === 'hard');
      expect(soft.max).toBeLessThan(hard?.max ?? 0);
    }
  },
);
