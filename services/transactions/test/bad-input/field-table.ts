import { type FieldCases, fieldCases, type RouteCases } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/api.ts';
import { specifiedPayment, standingToken, tokenFor } from '../support/a-token.ts';

/** Nobody else has the payment: a merchant of any other name is answered as if it were not there. */
const merchantId: FieldCases = {
  ...fieldCases.merchantId,
  good: ['acme'],
  refused: [
    ['abc', 404],
    ['a'.repeat(64), 404],
    ['Acme', 404],
  ],
};
/** Of a payment of 1,000. Left out it is all there is. */
const amountMinor: FieldCases = {
  ...fieldCases.amountMinor,
  isRequired: false,
  good: ['1', '999', '1000'],
  refused: [
    ['1001', 422],
    ['9'.repeat(12), 422],
    ['9'.repeat(18), 422],
  ],
};

const { ofWrongType, notAscii } = fieldCases;
/** Whole units of the dollar, up to what the terms of any merchant allow. */
const amount: FieldCases = {
  isRequired: true,
  good: [0.01, 100, '0.01', '1000000.00', 1_000_000],
  bad: [
    ...[true, [], {}, 0, -1, 0.001, 1e-7, 1e12, 1e300],
    ...['', '0', '-1', '1,5', '1e3', '1.001', '01', '1.00000', ' 1', '9'.repeat(19), '4111111111111111'],
  ],
  refused: [
    [1_000_000.01, 422],
    ['1000000.01', 422],
  ],
};
const token: FieldCases = {
  isRequired: true,
  good: [standingToken],
  bad: [...ofWrongType, '', 'v'.repeat(1_025), '4111111111111111'],
  refused: [
    ['v', 400],
    ['v'.repeat(1_024), 400],
    ['vt1.é.x', 400],
    [`${standingToken}a`, 400],
    [standingToken.slice(0, -1), 400],
    [tokenFor({ ...specifiedPayment, amount: 101 }), 422],
    [tokenFor({ ...specifiedPayment, merchant_id: 'globex' }), 422],
  ],
};

const body = { merchant_id: 'acme' };

/** Every field of every route that takes a body. */
export const routeCases: Readonly<Partial<Record<RouteName, RouteCases>>> = {
  'post-capture': { body, fields: { merchant_id: merchantId, amount_minor: amountMinor } },
  'post-void': { body, fields: { merchant_id: merchantId } },
  'post-approval': { body, fields: { merchant_id: merchantId } },
  'post-rejection': { body, fields: { merchant_id: merchantId } },
  'post-specified-payment': {
    body: { ...specifiedPayment, validation_token: standingToken },
    fields: {
      amount,
      currency: fieldCases.currency,
      payment_method: {
        isRequired: true,
        good: ['card', 'a', 'a'.repeat(32)],
        bad: [...ofWrongType, ...notAscii, '', 'Card', 'a'.repeat(33), '4111111111111111'],
      },
      user_id: { ...fieldCases.customerId, isRequired: true },
      session_id: fieldCases.customerId,
      merchant_id: { ...fieldCases.merchantId, isRequired: false },
      reference: fieldCases.reference,
      validation_token: token,
    },
  },
  'post-refund': { body, fields: { merchant_id: merchantId, amount_minor: amountMinor } },
};
