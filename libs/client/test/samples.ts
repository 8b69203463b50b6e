import type { components } from '../src/index.ts';

type Schemas = components['schemas'];

export const paymentId = `pay_${'0'.repeat(32)}`;

/** As it is sent. */
export const aRequest: Schemas['CreatePaymentRequest'] = {
  merchant_id: 'test_shop',
  amount_minor: '1050',
  currency: 'EUR',
};

export const anAcceptedPayment: Schemas['AcceptedPayment'] = {
  ...aRequest,
  id: paymentId,
  status: 'accepted',
  created_at: '2030-01-31T12:00:00.000Z',
  links: { self: `/transactions/v1/payments/${paymentId}` },
};

export const aPayment: Schemas['PaymentView'] = {
  id: paymentId,
  status: 'captured',
  merchant_id: 'test_shop',
  amount_minor: '1050',
  currency: 'EUR',
  version: 1,
  created_at: '2030-01-31T12:00:00.000Z',
  updated_at: '2030-01-31T12:00:01.000Z',
};
