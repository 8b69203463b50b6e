import { fingerprintOf } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { currentRuleSet, ruleSets } from '../../src/domain/rule-sets.ts';

/** Digest of every rule set that has ever decided. A line is added with each version; none is ever changed. */
const published: Readonly<Record<string, string>> = {
  '2026-11-21': '6c2d0d87823817ad3fe75c4bbc2c2f367e7faf4d8c3289dd50e1da4a20405d4b',
  '2026-11-21.2': 'df9411a8bed8c72ca1c54f8df19bec835056ea0c0223f297216740159fc97c6e',
};

test('no published rule set has changed: a changed rule is a new version', () => {
  const digests = [...ruleSets].map(([version, ruleSet]) => [version, fingerprintOf(ruleSet)]);
  expect(Object.fromEntries(digests)).toEqual(published);
});

test('the rule set that decides now is a published one', () => {
  expect(ruleSets.get(currentRuleSet.version)).toBe(currentRuleSet);
});

test.each([...ruleSets])(
  'rules of %s have ids of their own, and each soft limit lies below its hard one',
  (_, { rules }) => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    const limits = rules.flatMap((rule) => {
      if (rule.kind === 'amount_at_most')
        return [{ of: 'amount', severity: rule.severity, max: Number(rule.majorUnitsMax) }];
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
