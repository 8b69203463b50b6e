import { describe, expect, test } from 'vitest';
import { CreateValidationRequest, PaymentOrCanaryRequest, paymentFingerprintOf } from '../src/index.ts';

const payment = { merchant_id: 'acme', amount_minor: '1050', currency: 'EUR' } as const;

describe.each([
  ['a payment', PaymentOrCanaryRequest],
  ['a validation', CreateValidationRequest],
])('%s', (_, schema) => {
  test('may say how long it is held, if it is captured by hand', () => {
    expect(schema.safeParse({ ...payment, capture: 'manual', hold_seconds: 60 }).success).toBe(true);
  });

  test.each([{}, { capture: 'automatic' }])('may not, if it is captured at once: %j', (capture) => {
    const { error } = schema.safeParse({ ...payment, ...capture, hold_seconds: 60 });
    expect(error?.issues.map(({ path }) => path)).toEqual([['hold_seconds']]);
  });
});

test('a payment that is held for another time is another payment', () => {
  const held = (seconds: number) => paymentFingerprintOf({ ...payment, capture: 'manual', hold_seconds: seconds });
  expect(held(60)).not.toBe(held(61));
});
