import { expect, test } from 'vitest';
import { type BookedRequest, paymentsIn } from '../../src/witness/read-book.ts';
import { intactPayment } from '../intact-evidence.ts';

const { request, payment } = intactPayment(1);

/** The answer of `/payment/process`. */
const processed = {
  message: 'booked',
  transaction_id: payment.paymentId,
  status: 'captured',
  amount: '10.00',
  amount_minor: '1000',
  currency: 'EUR',
  merchant_id: 'acme',
  region: 'us-east-1',
};

function processedWith(status: number, body: unknown): BookedRequest {
  return {
    request: { ...request.request, purpose: 'process', path: '/payment/process' },
    answers: request.answers.map((answer) => ({ ...answer, status, body: JSON.stringify(body) })),
  };
}

test.each<[string, BookedRequest, readonly string[]]>([
  ['accepted', request, [payment.paymentId]],
  ['booked at once', processedWith(200, processed), [payment.paymentId]],
  ['declined', processedWith(422, { code: 'payment_declined' }), []],
])('a payment that was %s is promised by its answer', (_, booked, paymentIds) => {
  expect(paymentsIn([booked])).toMatchObject([{ paymentIds }]);
});

test('a promise that can not be read is one that no ledger keeps', () => {
  const [booked] = paymentsIn([processedWith(200, { message: 'booked' })]);
  expect(booked?.paymentIds).toEqual(['unreadable: {"message":"booked"}']);
});
