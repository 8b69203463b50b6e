import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AmountMinor,
  addMoney,
  allocate,
  Currency,
  currencyCodes,
  currencyExponents,
  formatMoney,
  money,
} from '../src/index.ts';

describe('the currency table', () => {
  test.each([
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    // Node's ICU says 0 decimals for these five; ISO 4217 says otherwise.
    ['HUF', 2],
    ['IDR', 2],
    ['COP', 2],
    ['PKR', 2],
    ['IQD', 3],
  ])('gives %s %i decimals', (code, exponent) => {
    expect(currencyExponents.get(code)).toBe(exponent);
  });

  test.each(currencyCodes.map((code) => [code]))(
    '%s is three capital letters and has an exponent that ISO 4217 knows',
    (code) => {
      expect(code).toMatch(/^[A-Z]{3}$/);
      expect([0, 2, 3, 4]).toContain(currencyExponents.get(code));
    },
  );

  test('names no code twice', () => {
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length);
  });
});

describe('an amount in JSON', () => {
  test.each(['1', '1050', '9'.repeat(18)])('may be %s', (text) => {
    expect(AmountMinor.safeParse(text).success).toBe(true);
  });

  test.each([
    ['zero', '0'],
    ['negative', '-1'],
    ['fractional', '10.5'],
    ['one digit too long', '1'.repeat(19)],
    ['with leading zero', '01'],
    ['in exponent form', '1e3'],
    ['empty', ''],
    ['in other digits', '١٢'],
    ['a number', 1050],
  ])('may not be %s', (_, value) => {
    expect(AmountMinor.safeParse(value).success).toBe(false);
  });

  test.each(['eur', 'EURO', 'XXX', 'XAU', ''])('may not be in %j', (code) => {
    expect(Currency.safeParse(code).success).toBe(false);
  });
});

test.each([
  [1050n, 'EUR', '10.50 EUR'],
  [5n, 'EUR', '0.05 EUR'],
  [1050n, 'JPY', '1050 JPY'],
  [1050n, 'KWD', '1.050 KWD'],
  [-5n, 'USD', '-0.05 USD'],
])('%d %s reads %s', (amountMinor, currency, text) => {
  expect(formatMoney(money(amountMinor, currency))).toBe(text);
});

test('amounts of different currencies do not add up', () => {
  expect(addMoney(money(1n, 'EUR'), money(2n, 'EUR'))).toEqual(money(3n, 'EUR'));
  expect(() => addMoney(money(1n, 'EUR'), money(2n, 'USD'))).toThrow(/one currency, got EUR and USD/);
});

test('money of an unknown currency cannot be made', () => {
  expect(() => money(1n, 'ABC')).toThrow(/ISO 4217 code such as EUR, got "ABC"/);
});

describe('an allocation', () => {
  test('gives the left-over units to the largest remainders, first come first', () => {
    expect(allocate(money(100n, 'EUR'), [1n, 1n, 1n]).map((part) => part.amountMinor)).toEqual([34n, 33n, 33n]);
    expect(allocate(money(5n, 'EUR'), [3n, 7n]).map((part) => part.amountMinor)).toEqual([2n, 3n]);
  });

  test('loses nothing, whatever the amount and the weights', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10n ** 18n),
        fc.array(fc.bigInt(0n, 10n ** 6n), { minLength: 1, maxLength: 12 }),
        (amount, weights) => {
          fc.pre(weights.some((weight) => weight > 0n));
          const parts = allocate(money(amount, 'EUR'), weights);
          expect(parts.reduce((sum, part) => sum + part.amountMinor, 0n)).toBe(amount);
          const total = weights.reduce((a, b) => a + b, 0n);
          parts.forEach((part, index) => {
            const exact = (amount * (weights[index] ?? 0n)) / total;
            expect(part.amountMinor === exact || part.amountMinor === exact + 1n).toBe(true);
          });
        },
      ),
    );
  });

  test('refuses weights that cannot carry anything', () => {
    expect(() => allocate(money(1n, 'EUR'), [0n])).toThrow(RangeError);
    expect(() => allocate(money(1n, 'EUR'), [2n, -1n])).toThrow(RangeError);
  });
});
