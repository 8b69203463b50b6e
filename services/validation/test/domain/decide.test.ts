import type { Terms } from '@redoubt/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf, decide } from '../../src/domain/decide.ts';
import { Facts, type History, knownTermsOf } from '../../src/domain/facts.ts';
import { replayDecision } from '../../src/domain/replay-decision.ts';
import type { Rule } from '../../src/domain/rule-set.ts';
import { currentRuleSet } from '../../src/domain/rule-sets.ts';
import { someTerms } from '../support/some-terms.ts';

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

describe('11.A3: amounts know their currency', () => {
  const outcomeOf = (amountMinor: string, currency: string) =>
    decide(factsOf({ amountMinor, currency }), currentRuleSet).outcome;

  test.each([
    ['1,000,001 dong, about 33 euros', '1000001', 'VND'],
    ['1,000,000.01 rupiah, about 52 euros', '100000001', 'IDR'],
    ['ten million rupiah', '1000000001', 'IDR'],
  ])('takes %s without a review', (_, amountMinor, currency) => {
    expect(outcomeOf(amountMinor, currency)).toBe('accept');
  });

  /** Worth 1,000,000 and 10,000,000 euros, by hand: 178 yen, 30,500 dong, 19,300 rupiah, 0.356 dinars, 0.0275 units of fomento. */
  test.each([
    ['JPY', 178_000_000n, 1_780_000_000n],
    ['VND', 30_500_000_000n, 305_000_000_000n],
    ['EUR', 100_000_000n, 1_000_000_000n],
    ['USD', 116_000_000n, 1_160_000_000n],
    ['IDR', 1_930_000_000_000n, 19_300_000_000_000n],
    ['KWD', 356_000_000n, 3_560_000_000n],
    ['CLF', 275_000_000n, 2_750_000_000n],
  ])('in %s reviews above the one limit and rejects above the other, to the minor unit', (currency, review, reject) => {
    expect(outcomeOf(String(review), currency)).toBe('accept');
    expect(outcomeOf(String(review + 1n), currency)).toBe('review');
    expect(outcomeOf(String(reject), currency)).toBe('review');
    expect(outcomeOf(String(reject + 1n), currency)).toBe('reject');
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

describe("11.B1: a merchant's own terms", () => {
  const own = (terms: Partial<Terms>): Facts['terms'] =>
    knownTermsOf({ kind: 'terms', merchantId: 'acme', epoch: 2, version: 7, terms: { ...someTerms, ...terms } });
  const outcomeOf = (amountMinor: string, terms: Facts['terms'], currency = 'EUR') =>
    decide(factsOf({ amountMinor, currency, terms }), currentRuleSet).outcome;

  test('set the ceiling, lower or higher than that of everybody', () => {
    const low = own({ amount_minor_max: '1000' });
    expect([outcomeOf('1000', low), outcomeOf('1001', low)]).toEqual(['accept', 'reject']);
    const high = own({ amount_minor_max: '2000000000' });
    expect([outcomeOf('2000000000', high), outcomeOf('2000000001', high)]).toEqual(['review', 'reject']);
    expect(outcomeOf('1000000001', undefined)).toBe('reject');
  });

  test('set the limit for a review, lower or higher', () => {
    const low = own({ review_above_minor: '1000' });
    expect([outcomeOf('1000', low), outcomeOf('1001', low)]).toEqual(['accept', 'review']);
    const high = own({ review_above_minor: '500000000' });
    expect([outcomeOf('500000000', high), outcomeOf('500000001', high)]).toEqual(['accept', 'review']);
    expect(outcomeOf('100000001', own({}))).toBe('review');
  });

  test('hold in other currencies by their rates, or by amounts of the currency', () => {
    const yen = own({
      amount_minor_max: '1000',
      amounts_in: { USD: { amount_minor_max: '5', review_above_minor: '4' } },
    });
    expect([outcomeOf('1780', yen, 'JPY'), outcomeOf('1781', yen, 'JPY')]).toEqual(['accept', 'reject']);
    expect([outcomeOf('5', yen, 'USD'), outcomeOf('6', yen, 'USD')]).toEqual(['accept', 'reject']);
  });

  test('block it, and a closed merchant is refused whatever it asks for', () => {
    expect(decide(factsOf({ terms: own({ status: 'blocked' }) }), currentRuleSet)).toMatchObject({
      outcome: 'reject',
      reasons: [{ code: 'blocklisted', rule: 'merchant-closed', pointer: '/merchant_id' }],
    });
  });

  test('that gave no answer are noted, and hold no payment', () => {
    expect(decide(factsOf({ terms: 'unknown' }), currentRuleSet)).toMatchObject({
      outcome: 'accept',
      reasons: [{ code: 'facts_unknown', severity: 'note' }],
    });
  });

  test('are in the stored facts, so that the decision can be made again', () => {
    const facts = Facts.parse(factsOf({ amountMinor: '1001', terms: own({ amount_minor_max: '1000' }) }));
    const stored = JSON.parse(JSON.stringify({ facts, decision: decide(facts, currentRuleSet) }));
    expect(stored).toMatchObject({ facts: { terms: { epoch: 2, version: 7 } }, decision: { outcome: 'reject' } });
    expect(replayDecision(stored)).toEqual(stored.decision);
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
