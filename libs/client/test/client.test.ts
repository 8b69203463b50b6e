import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { RedoubtClient, RedoubtProblem } from '../src/index.ts';
import { aClient, aKey } from './a-client.ts';
import { anApi, answers, hangsUp, refuses, says } from './an-api.ts';
import { aPayment, aRequest, paymentId } from './samples.ts';

const shows = answers('getPayment', 200, aPayment, { ETag: '"1"', 'X-Served-By': 'us-east-1;1' });

test('a read shows its key, names its path and query, and gives body and headers', async () => {
  await using api = await anApi(
    shows,
    answers('listPayments', 200, { data: [aPayment], has_more: false, next_cursor: null }),
  );
  const client = aClient({ baseUrl: `${api.url}/` });
  const { data, headers } = await client.get('/transactions/v1/payments/{id}', { params: { path: { id: paymentId } } });
  expect([data.status, headers.get('ETag'), headers.get('X-Served-By')]).toEqual(['captured', '"1"', 'us-east-1;1']);
  const page = await client.get('/transactions/v1/payments', { params: { query: { limit: 2, reference: 'a&b=ü' } } });
  expect(page.data.data).toEqual([aPayment]);
  expect(api.arrived.map(({ method, url }) => `${method} ${url}`)).toEqual([
    `GET /transactions/v1/payments/${paymentId}`,
    'GET /transactions/v1/payments?limit=2&reference=a%26b%3D%C3%BC',
  ]);
  expect(api.arrived[0]?.headers.authorization).toBe(`Bearer ${aKey}`);
});

test('a refusal is an error with all that the problem details say', async () => {
  await using api = await anApi(
    says(
      400,
      JSON.stringify({
        type: 'https://redoubt.example/problems/malformed_request',
        title: 'The request is not valid',
        status: 400,
        detail: 'one member is not valid',
        code: 'malformed_request',
        errors: [{ pointer: '/amount_minor', code: 'invalid_format', detail: 'must be positive' }],
        trace_id: 'trace-1',
        retryable: false,
      }),
    ),
  );
  const call = aClient({ baseUrl: api.url }).post('/validation/v1/payments', { body: aRequest, idempotencyKey: 'k' });
  const error = await call.catch((it: unknown) => it);
  expect(error).toBeInstanceOf(RedoubtProblem);
  expect(error).toMatchObject({
    message: '400 malformed_request: one member is not valid',
    code: 'malformed_request',
    status: 400,
    detail: 'one member is not valid',
    errors: [{ pointer: '/amount_minor', code: 'invalid_format', detail: 'must be positive' }],
    traceId: 'trace-1',
    retryable: false,
    idempotencyKey: 'k',
  });
});

test.each([
  ['text', 'Forbidden'],
  ['JSON of another shape', '{"message":"Forbidden"}'],
  ['nothing', ''],
  ['null', 'null'],
])('an answer of a stranger, %s, is a problem of the code unknown', async (_, text) => {
  await using api = await anApi(says(403, text));
  const call = aClient({ baseUrl: api.url }).get('/transactions/v1/payments');
  await expect(call).rejects.toMatchObject({ code: 'unknown', status: 403, retryable: false, errors: [] });
});

describe('the key', () => {
  test('is in no inspection of the client, nor in an error', async () => {
    await using api = await anApi(hangsUp, refuses('access_key_invalid'));
    const client = aClient({ baseUrl: api.url, retry: { triesMax: 1 } });
    const errors = [];
    for (let calls = 0; calls < 2; calls++) errors.push(await client.get('/transactions/v1/refunds').catch((it) => it));
    const seen =
      inspect([client, errors], { depth: Number.POSITIVE_INFINITY, showHidden: true }) +
      JSON.stringify([client, errors]);
    expect(errors).toHaveLength(2);
    expect(seen).not.toContain(aKey.slice(-43));
  });

  test.each([
    ['Bearer before it', `Bearer ${aKey}`],
    ['a line’s end', `${aKey}\n`],
    ['a character too few', aKey.slice(0, -1)],
    ['another word', aKey.replace('rk_test', 'sk_test')],
  ])('is refused with %s, and the error does not show it', (_, key) => {
    const make = () => new RedoubtClient({ baseUrl: 'https://api.dev.redoubt.example', key });
    expect(make).toThrow(TypeError);
    expect(make).not.toThrow('AAAA');
  });
});

test.each([
  '',
  'api.dev.redoubt.example',
  'ftp://api.dev.redoubt.example',
  'https://a.example/?x=1',
  'https://a.example/#x',
])('the address %j is refused', (baseUrl) => {
  expect(() => new RedoubtClient({ baseUrl, key: aKey })).toThrow(TypeError);
});

test.each(['', '.', '..'])('the id %j, which leads to another path, is not sent', async (id) => {
  await using api = await anApi(shows);
  const call = aClient({ baseUrl: api.url }).get('/transactions/v1/payments/{id}', { params: { path: { id } } });
  await expect(call).rejects.toThrow(TypeError);
  expect(api.arrived).toEqual([]);
});

test('an id with a slash stays one part of the path', async () => {
  await using api = await anApi(refuses('not_found'));
  const options = { params: { path: { id: '../refunds?x=1' } } };
  await expect(aClient({ baseUrl: api.url }).get('/transactions/v1/payments/{id}', options)).rejects.toThrow('404');
  expect(api.arrived[0]?.url).toBe('/transactions/v1/payments/..%2Frefunds%3Fx%3D1');
});
