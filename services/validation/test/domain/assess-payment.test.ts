import type { CreatePaymentRequest } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { type Assessment, assessPayment } from '../../src/domain/assess-payment.ts';
import { aRequest } from '../support/payment-builders.ts';

const limit = { majorUnitsMax: 100n };

test.each<[string, Partial<CreatePaymentRequest>]>([
  ['of one minor unit', { amount_minor: '1' }],
  ['exactly at the limit, two decimals', { amount_minor: '10000', currency: 'EUR' }],
  ['exactly at the limit, no decimals', { amount_minor: '100', currency: 'JPY' }],
  ['exactly at the limit, three decimals', { amount_minor: '100000', currency: 'KWD' }],
  ['exactly at the limit, four decimals', { amount_minor: '1000000', currency: 'CLF' }],
  ['with a reference of digits that is no card number', { reference: '4111111111111112' }],
  ['without a reference', { reference: undefined }],
])('takes a payment %s', (_, over) => {
  expect(assessPayment(aRequest(over), limit)).toEqual({ outcome: 'accepted' });
});

test.each<[string, Partial<CreatePaymentRequest>, bigint]>([
  ['two decimals', { amount_minor: '10001', currency: 'EUR' }, 10_000n],
  ['no decimals', { amount_minor: '101', currency: 'JPY' }, 100n],
  ['three decimals', { amount_minor: '100001', currency: 'KWD' }, 100_000n],
  ['four decimals', { amount_minor: '1000001', currency: 'CLF' }, 1_000_000n],
  ['18 digits, more than a double can hold', { amount_minor: '999999999999999999', currency: 'EUR' }, 10_000n],
])('refuses a payment one minor unit over the limit of a currency with %s', (_, over, amountMinor) => {
  expect(assessPayment(aRequest(over), limit)).toEqual({
    outcome: 'refused',
    reason: 'amount_over_limit',
    limit: { amountMinor, currency: over.currency },
  });
});

test.each<[Extract<Assessment, { reason: 'card_number' }>['field'], Partial<CreatePaymentRequest>]>([
  ['reference', { reference: 'card 4111 1111 1111 1111' }],
  ['customer_id', { customer_id: '4111111111111111' }],
  ['merchant_id', { merchant_id: '5555-5555-5555-4444' }],
])('refuses a card number in %s', (field, over) => {
  expect(assessPayment(aRequest(over), limit)).toEqual({ outcome: 'refused', reason: 'card_number', field });
});
