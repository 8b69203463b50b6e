import { expect, test } from 'vitest';
import { parseAmount } from '../src/payments/parse-amount.ts';

test.each([
  ['10.50', 'EUR', '1050'],
  ['10.5', 'EUR', '1050'],
  ['10', 'EUR', '1000'],
  ['0.01', 'EUR', '1'],
  ['1050', 'JPY', '1050'],
  ['1.050', 'KWD', '1050'],
  ['9999999999999999.99', 'EUR', '999999999999999999'],
])('%s %s is %s in minor units', (amount, currency, minor) => {
  expect(parseAmount(amount, currency)).toBe(minor);
});

test.each([
  ['10.501', 'EUR', 'EUR has 2 decimals, got 3'],
  ['10.5', 'JPY', 'JPY has 0 decimals, got 1'],
  ['0', 'EUR', 'must be positive'],
  ['0.00', 'EUR', 'must be positive'],
  ['10000000000000000.00', 'EUR', 'at most 18 digits'],
  ['-1', 'EUR', 'must be a decimal number'],
  ['1e3', 'EUR', 'must be a decimal number'],
  ['1,50', 'EUR', 'must be a decimal number'],
  ['', 'EUR', 'must be a decimal number'],
  ['1', 'XXQ', 'must be an ISO 4217 code'],
])('%s %s is refused', (amount, currency, what) => {
  expect(() => parseAmount(amount, currency)).toThrow(what);
});
