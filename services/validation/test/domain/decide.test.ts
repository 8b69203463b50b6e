import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf, decide } from '../../src/domain/decide.ts';
import type { Facts, History } from '../../src/domain/facts.ts';
import { replayDecision } from '../../src/domain/replay-decision.ts';
import type { Rule } from '../../src/domain/rule-set.ts';
import { currentRuleSet } from '../../src/domain/rule-sets.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const nothingBefore: History = { blocklisted: [], earlier: { merchant: 0, customer: 0, ip: 0 }, lookalikes: 0 };

function factsOf(over: Partial<Facts> = {}): Facts {
  return { amountMinor: '1050', currency: 'EUR', history: nothingBefore, ...over };
}

const withHistory = (over: Partial<History>): Facts => factsOf({ history: { ...nothingBefore, ...over } });

function byRule(rule: Omit<Rule, 'id' | 'severity'> & { kind: Rule['kind'] }, severity: 'soft' | 'hard' = 'hard') {
  const rules = [{ id: 'the-rule', severity, ...rule } as Rule];
  return { version: 'test', velocityWindowMs: 60_000, lookalikeWindowMs: 60_000, rules };
}

test('accepts a payment that breaks no rule, without reasons', () => {
  expect(decide(factsOf(), currentRuleSet)).toEqual({
    outcome: 'accept',
    reasons: [],
    rulesetVersion: currentRuleSet.version,
  });
});

describe('the amount', () => {
  const rules = byRule({ kind: 'amount_at_most', majorUnitsMax: '100' } as never);

  test.each([
    ['two decimals', '10000', '10001', 'EUR', 'at most 100.00 EUR for one payment'],
    ['no decimals', '100', '101', 'JPY', 'at most 100 JPY for one payment'],
    ['three decimals', '100000', '100001', 'KWD', 'at most 100.000 KWD for one payment'],
    ['four decimals', '1000000', '1000001', 'CLF', 'at most 100.0000 CLF for one payment'],
  ])('is taken at the limit of a currency with %s and refused one minor unit over', (_, at, over, currency, detail) => {
    expect(decide(factsOf({ amountMinor: at, currency }), rules).outcome).toBe('accept');
    expect(decide(factsOf({ amountMinor: over, currency }), rules)).toEqual({
      outcome: 'reject',
      reasons: [{ code: 'amount_over_limit', rule: 'the-rule', severity: 'hard', pointer: '/amount_minor', detail }],
      rulesetVersion: 'test',
    });
  });

  test('is compared exactly where a double would not see the difference', () => {
    const wide = byRule({ kind: 'amount_at_most', majorUnitsMax: '9999999999999999' } as never);
    expect(decide(factsOf({ amountMinor: '999999999999999900' }), wide).outcome).toBe('accept');
    expect(decide(factsOf({ amountMinor: '999999999999999901' }), wide).outcome).toBe('reject');
  });
});

test('a currency is refused when the rule names it, and only then', () => {
  expect(decide(factsOf({ currency: 'KPW' }), currentRuleSet)).toMatchObject({
    outcome: 'reject',
    reasons: [{ code: 'currency_refused', pointer: '/currency' }],
  });
  expect(decide(factsOf({ currency: 'KRW' }), currentRuleSet).outcome).toBe('accept');
});

test.each(['merchant', 'customer', 'ip'] as const)('velocity of one %s counts the payment itself', (subject) => {
  const rules = byRule({ kind: 'velocity_at_most', subject, countMax: 10 } as never);
  expect(decide(withHistory({ earlier: { [subject]: 9 } }), rules).outcome).toBe('accept');
  expect(decide(withHistory({ earlier: { [subject]: 10 } }), rules)).toMatchObject({
    outcome: 'reject',
    reasons: [{ code: 'velocity_over_limit' }],
  });
  expect(decide(withHistory({ earlier: {} }), rules).outcome).toBe('accept');
});

test.each(['merchant', 'customer', 'ip'] as const)('a blocked %s is refused', (subject) => {
  expect(decide(withHistory({ blocklisted: [subject] }), currentRuleSet)).toMatchObject({
    outcome: 'reject',
    reasons: [{ code: 'blocklisted', rule: `${subject}-blocked` }],
  });
});

test('one lookalike is enough for a review, and a soft rule never refuses', () => {
  expect(decide(withHistory({ lookalikes: 1 }), currentRuleSet)).toMatchObject({
    outcome: 'review',
    reasons: [{ code: 'duplicate_submit', severity: 'soft' }],
  });
});

test('the hardest broken rule is the outcome, and every broken rule is a reason', () => {
  const decision = decide({ ...withHistory({ lookalikes: 1 }), amountMinor: '9'.repeat(18) }, currentRuleSet);
  expect(decision.outcome).toBe('reject');
  expect(decision.reasons.map(({ rule }) => rule)).toEqual(['amount-limit', 'amount-unusual', 'duplicate-submit']);
});

test('without a history the bounds decide, and the decision says that it did not know more', () => {
  expect(decide(factsOf({ history: 'unknown' }), currentRuleSet)).toMatchObject({
    outcome: 'accept',
    reasons: [{ code: 'facts_unknown', severity: 'note' }],
  });
  const unusual = decide(factsOf({ history: 'unknown', amountMinor: '100000001' }), currentRuleSet);
  expect([unusual.outcome, codesOf(unusual)]).toEqual(['review', ['amount_over_limit']]);
  expect(decide(factsOf({ history: 'unknown', amountMinor: '9'.repeat(18) }), currentRuleSet).outcome).toBe('reject');
});

test(`stored facts give the stored decision again, also after a round trip through JSON (seed ${seed})`, () => {
  const count = fc.nat({ max: 700_000 });
  const facts: fc.Arbitrary<Facts> = fc.record({
    amountMinor: fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }).map(String),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', 'KPW'),
    history: fc.oneof(
      fc.constant('unknown' as const),
      fc.record({
        blocklisted: fc.subarray(['merchant', 'customer', 'ip'] as const).map((all) => [...all]),
        earlier: fc.record({ merchant: count, customer: count, ip: count }, { requiredKeys: [] }),
        lookalikes: fc.nat({ max: 3 }),
      }),
    ),
  });
  fc.assert(
    fc.property(facts, (known) => {
      const stored = JSON.parse(JSON.stringify({ facts: known, decision: decide(known, currentRuleSet) }));
      expect(replayDecision(stored)).toEqual(stored.decision);
    }),
    { seed, numRuns: 1_000 },
  );
});

test('a decision by a rule set that nobody kept can not be replayed', () => {
  const decision = { ...decide(factsOf(), currentRuleSet), rulesetVersion: '1999-01-01' };
  expect(() => replayDecision({ decision, facts: factsOf() })).toThrow('1999-01-01');
});
