import { type FieldCases, fieldCases, type RouteCases } from '@redoubt/lambda-kit/http-contract';
import type { RouteName } from '../../src/routes.ts';

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

const body = { merchant_id: 'acme' };

/** Every field of every route that takes a body. */
export const routeCases: Readonly<Partial<Record<RouteName, RouteCases>>> = {
  'post-capture': { body, fields: { merchant_id: merchantId, amount_minor: amountMinor } },
  'post-void': { body, fields: { merchant_id: merchantId } },
  'post-approval': { body, fields: { merchant_id: merchantId } },
  'post-rejection': { body, fields: { merchant_id: merchantId } },
  'post-refund': { body, fields: { merchant_id: merchantId, amount_minor: amountMinor } },
};
