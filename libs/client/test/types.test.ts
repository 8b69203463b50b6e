import { expect, test } from 'vitest';
import { aClient } from './a-client.ts';
import { anApi, refuses } from './an-api.ts';
import { aRequest } from './samples.ts';

/**
 * Goal: a program that asks for something else than the reference offers does not compile.
 *
 * Method: `@ts-expect-error` is an error itself where the compiler takes the line below it, so that `npm run check` judges. Here the lines run
 * against an API that refuses them all.
 */
test('wrong calls do not compile', async () => {
  await using api = await anApi(refuses('malformed_request'));
  const client = aClient({ baseUrl: api.url });
  const id = `we_${'0'.repeat(32)}`;
  const calls = [
    // @ts-expect-error: whose payment?
    () => client.get('/transactions/v1/payments/{id}'),
    // @ts-expect-error: a route of operators
    () => client.get('/transactions/v1/audit-log'),
    // @ts-expect-error: a path that is posted to
    () => client.get('/validation/v1/payments'),
    // @ts-expect-error: amounts are texts
    () => client.post('/validation/v1/payments', { body: { ...aRequest, amount_minor: 1050 } }),
    // @ts-expect-error: an option that the client does not take
    () => client.post('/validation/v1/payments', { body: aRequest, baseUrl: 'https://elsewhere.example' }),
    () => {
      const path = '/notifications/v1/endpoints/{id}/tests';
      // @ts-expect-error: a write that takes no idempotency key
      return client.post(path, { params: { path: { id } }, body: {}, idempotencyKey: 'k' });
    },
    // @ts-expect-error: a list has no such member
    async () => (await client.get('/transactions/v1/payments')).data.payments,
  ];
  for (const call of calls) await expect(call()).rejects.toThrow();
});
