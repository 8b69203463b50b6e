import { expect, test } from 'vitest';
import { aClient } from './a-client.ts';
import { type AnApi, anApi, answers, hangsUp, refuses } from './an-api.ts';
import { anAcceptedPayment, aPayment, aRequest, paymentId } from './samples.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const accepts = answers('createPayment', 202, anAcceptedPayment);
const keysAt = ({ arrived }: AnApi) => arrived.map(({ headers }) => headers['idempotency-key']);

test('a payment is sent with a random key, which is the same in every try and told with the answer', async () => {
  await using api = await anApi(hangsUp, refuses('region_not_active'), accepts);
  const { data, idempotencyKey } = await aClient({ baseUrl: api.url }).post('/validation/v1/payments', {
    body: aRequest,
  });
  expect(data).toEqual(anAcceptedPayment);
  expect(idempotencyKey).toMatch(uuid);
  expect(keysAt(api)).toEqual([idempotencyKey, idempotencyKey, idempotencyKey]);
  expect(api.arrived.map(({ body }) => JSON.parse(body))).toEqual([aRequest, aRequest, aRequest]);
});

test('two calls have two keys', async () => {
  await using api = await anApi(accepts);
  const client = aClient({ baseUrl: api.url });
  for (let calls = 0; calls < 2; calls++) await client.post('/validation/v1/payments', { body: aRequest });
  expect(new Set(keysAt(api)).size).toBe(2);
});

test.each([1, 255])('a key of one’s own may have %i characters', async (length) => {
  await using api = await anApi(accepts);
  const own = '~'.repeat(length);
  const client = aClient({ baseUrl: api.url });
  const answer = await client.post('/validation/v1/payments', { body: aRequest, idempotencyKey: own });
  expect([answer.idempotencyKey, ...keysAt(api)]).toEqual([own, own]);
});

test.each([
  ['none', ''],
  ['256', 'k'.repeat(256)],
  ['a space', 'order 7'],
  ['a line’s end', 'order\n'],
])('a key of one’s own with %s is not sent', async (_, own) => {
  await using api = await anApi(accepts);
  const call = aClient({ baseUrl: api.url }).post('/validation/v1/payments', { body: aRequest, idempotencyKey: own });
  await expect(call).rejects.toThrow(TypeError);
  expect(api.arrived).toEqual([]);
});

test('reads have no key, nor have writes that take none', async () => {
  await using api = await anApi(answers('getPayment', 200, aPayment));
  const client = aClient({ baseUrl: api.url });
  const read = await client.get('/transactions/v1/payments/{id}', { params: { path: { id: paymentId } } });
  expect([read.idempotencyKey, ...keysAt(api)]).toEqual([undefined, undefined]);
});

test('a key for a write that takes none is refused: it would promise what nobody keeps', async () => {
  await using api = await anApi(hangsUp);
  const options = { params: { path: { id: `we_${'0'.repeat(32)}` } }, body: {}, idempotencyKey: 'k' };
  await expect(aClient({ baseUrl: api.url }).post('/notifications/v1/endpoints/{id}/tests', options)).rejects.toThrow(
    'takes no idempotency key',
  );
  expect(api.arrived).toEqual([]);
});
