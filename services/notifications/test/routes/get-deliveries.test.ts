import { expect, test } from 'vitest';
import { anApiEvent, context } from '../support/handler-environment.ts';
import { paymentId } from '../support/payment-events.ts';

const { getDeliveries } = await import('../../src/routes/get-deliveries.ts');

async function get(query: Record<string, string> | null) {
  const handler = getDeliveries({ ofPayment: async () => [] });
  const event = anApiEvent({ httpMethod: 'GET', resource: '/v1/deliveries', queryStringParameters: query });
  const answer = await handler(event, context);
  return [answer.statusCode, JSON.parse(answer.body)];
}

test('answers the deliveries of a payment', async () => {
  expect(await get({ payment_id: paymentId })).toEqual([200, { data: [] }]);
});

test.each<[string, Record<string, string> | null]>([
  ['no payment', null],
  ['what is no payment id', { payment_id: 'pay_1' }],
])('refuses %s', async (_, query) => {
  expect(await get(query)).toMatchObject([400, { code: 'malformed_request' }]);
});
