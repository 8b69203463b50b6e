import { aDoorkeeper } from '@redoubt/lambda-kit/http-contract';
import { expect, test } from 'vitest';
import { anApiEvent, context } from '../support/handler-environment.ts';
import { paymentId } from '../support/payment-events.ts';

const { getDeliveries } = await import('../../src/routes/get-deliveries.ts');

async function get(query: Record<string, string> | null) {
  const handler = getDeliveries({
    deliveries: { ofPayment: async () => ({ deliveries: [], hasMore: false }) },
    keys: aDoorkeeper,
  });
  const event = anApiEvent({
    httpMethod: 'GET',
    resource: '/v1/deliveries',
    headers: { Authorization: 'Bearer acme' },
    queryStringParameters: query,
  });
  const answer = await handler(event, context);
  return [answer.statusCode, JSON.parse(answer.body)];
}

test('answers the deliveries of a payment', async () => {
  expect(await get({ payment_id: paymentId })).toEqual([200, { data: [], has_more: false, next_cursor: null }]);
});

test.each<[string, Record<string, string> | null]>([
  ['no payment', null],
  ['what is no payment id', { payment_id: 'pay_1' }],
  ['a cursor that was never given', { payment_id: paymentId, cursor: 'abc' }],
  ['a page of more than a hundred', { payment_id: paymentId, limit: '101' }],
])('refuses %s', async (_, query) => {
  expect(await get(query)).toMatchObject([400, { code: 'malformed_request' }]);
});
