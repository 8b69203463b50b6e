import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyCodes, currencyExponents } from '../../src/currencies.ts';
import { fingerprintOf } from '../../src/journal.ts';
import { limitIn } from '../../src/limits/limit.ts';
import { referenceRates } from '../../src/limits/reference-rates.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const rates = '2026-11-21';

describe('11.A3: a limit is money', () => {
  test.each([
    ['itself in its own currency', '12345', 'EUR', 'EUR', 12_345n],
    ['without decimals', '100', 'EUR', 'JPY', 178n],
    ['with two', '100', 'EUR', 'USD', 116n],
    ['with three', '100', 'EUR', 'KWD', 356n],
    ['with four', '100', 'EUR', 'CLF', 275n],
    ['rounded down: a cent is 1.78 yen', '1', 'EUR', 'JPY', 1n],
    ['between two others than the base: 1.78 yen are 1.16 cents', '178', 'JPY', 'USD', 116n],
    ['rounded down between them: 100 yen are 65.16 cents', '100', 'JPY', 'USD', 65n],
    ['exactly where a double would not be', '999999999999999999', 'EUR', 'USD', 1_159_999_999_999_999_998n],
  ])('is worth the same %s', (_, amountMinor, currency, wanted, expected) => {
    expect(limitIn({ amountMinor, currency, rates }, wanted)).toEqual({ amountMinor: expected, currency: wanted });
  });

  test('has an amount of its own where a currency has one, and no other', () => {
    const limit = { amountMinor: '100', currency: 'EUR', rates, amountMinorIn: { JPY: '150' } };
    expect(limitIn(limit, 'JPY').amountMinor).toBe(150n);
    expect(limitIn(limit, 'KWD').amountMinor).toBe(356n);
  });

  test('is refused without a rate: for no currency and no version is one guessed', () => {
    expect(() => limitIn({ amountMinor: '1', currency: 'EUR', rates: '1999-01-01' }, 'JPY')).toThrow('1999-01-01');
    expect(() => limitIn({ amountMinor: '1', currency: 'EUR', rates }, 'XXX')).toThrow('XXX');
  });

  test(`is never more than it is worth, and less than one minor unit below (seed ${seed})`, () => {
    const code = fc.constantFrom(...currencyCodes);
    const amount = fc.bigInt({ min: 0n, max: 10n ** 18n - 1n });
    fc.assert(
      fc.property(amount, code, (amountMinor, wanted) => {
        const limit = limitIn({ amountMinor: String(amountMinor), currency: 'EUR', rates }, wanted).amountMinor;
        const [whole = '', decimals = ''] = referenceRates.get(rates)?.unitsForOne.get(wanted)?.split('.') ?? [];
        // Both sides in hundredths of 10^-decimals of a minor unit, so that they are whole numbers.
        const worth = amountMinor * BigInt(whole + decimals) * 10n ** BigInt(currencyExponents.get(wanted) ?? 0);
        const scale = 100n * 10n ** BigInt(decimals.length);
        expect(limit * scale <= worth && worth < (limit + 1n) * scale).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
  });
});

test('every version of the rates has every currency, positive, and its base at one', () => {
  for (const [version, { unitsForOne, base, version: named }] of referenceRates) {
    expect(named).toBe(version);
    expect([...unitsForOne.keys()].sort()).toEqual(currencyCodes);
    expect(unitsForOne.get(base)).toBe('1');
    for (const rate of unitsForOne.values()) expect(Number(rate)).toBeGreaterThan(0);
  }
});

/** Digest of every version that has ever decided. A line is added with each version; none is ever changed. */
const published: Readonly<Record<string, string>> = {
  '2026-11-21': 'cf82ef483a237d5cfae903188e5275749f7cb2501f3d424f30dffb0af439ee12',
};

test('no published rate has changed: other rates are a new version', () => {
  const digests = [...referenceRates].map(([version, { base, unitsForOne }]) => {
    return [version, fingerprintOf({ base, unitsForOne: Object.fromEntries(unitsForOne) })];
  });
  expect(Object.fromEntries(digests)).toEqual(published);
});
