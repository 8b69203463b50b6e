import { expect, test } from 'vitest';
import { CreatePaymentRequest, inWholeUnits, paymentRequestOf, SpecifiedPaymentRequest } from '../src/index.ts';

const base = { amount: 100, currency: 'USD', payment_method: 'card', user_id: 'user123', merchant_id: 'acme' };
const minor = (amount: string | number, currency = 'USD') =>
  paymentRequestOf({ ...base, amount, currency })?.amount_minor;

test.each<[string | number, string, string]>([
  [100, 'USD', '10000'],
  [100.5, 'USD', '10050'],
  ['100.50', 'USD', '10050'],
  [0.01, 'USD', '1'],
  ['1.05', 'USD', '105'],
  [1.1, 'USD', '110'],
  [4.35, 'USD', '435'],
  [1.005, 'KWD', '1005'],
  [0.0001, 'CLF', '1'],
  [100, 'JPY', '100'],
  ['100.0', 'JPY', '100'],
  ['10.500', 'USD', '1050'],
  [999_999_999_999, 'JPY', '999999999999'],
  ['9999999999999999.99', 'USD', '999999999999999999'],
])('%s %s is %s of its minor unit, exactly', (amount, currency, expected) => {
  expect(minor(amount, currency)).toBe(expected);
});

test.each<[string | number, string]>([
  [0.001, 'USD'],
  ['10.501', 'USD'],
  [0.1 + 0.2, 'USD'],
  [1e-7, 'USD'],
  [100.5, 'JPY'],
  ['0', 'USD'],
  ['0.00', 'USD'],
  ['10000000000000000.00', 'USD'],
  ['999999999999999999', 'USD'],
])('%s %s is no amount of its currency', (amount, currency) => {
  expect(minor(amount, currency)).toBeUndefined();
});

test.each<[string, unknown]>([
  ['zero', 0],
  ['negative', -1],
  ['not a number', Number.NaN],
  ['infinite', Number.POSITIVE_INFINITY],
  ['over twelve digits', 1e12],
  ['a text with a sign', '+1'],
  ['a text with an exponent', '1e3'],
  ['a text with a comma', '1,50'],
  ['a text with five decimals', '1.00000'],
  ['a text with a leading zero', '01'],
  ['true', true],
])('an amount that is %s is refused by the schema', (_, amount) => {
  expect(SpecifiedPaymentRequest.safeParse({ ...base, amount }).success).toBe(false);
});

test('what comes out is a payment request of ours', () => {
  const ours = paymentRequestOf({ ...base, reference: 'order 7' });
  expect(CreatePaymentRequest.parse(ours)).toEqual({
    merchant_id: 'acme',
    amount_minor: '10000',
    currency: 'USD',
    customer_id: 'user123',
    reference: 'order 7',
  });
});

test.each([
  ['1', 'USD', '0.01'],
  ['10050', 'USD', '100.50'],
  ['100', 'JPY', '100'],
  ['1005', 'KWD', '1.005'],
  ['1', 'CLF', '0.0001'],
  ['999999999999999999', 'USD', '9999999999999999.99'],
])('%s minor units of %s are %s, and read again the same', (amountMinor, currency, amount) => {
  expect(inWholeUnits(amountMinor, currency)).toBe(amount);
  expect(minor(amount, currency)).toBe(amountMinor);
});
