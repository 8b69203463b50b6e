import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callPublicApi } from '../../src/server/reference/call-public-api.ts';
import { AHost } from '../a-host.ts';

const host = new AHost();
let asked: (Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: string })[] = [];
const api = createServer(async (incoming, outgoing) => {
  const { method, url, headers } = incoming;
  asked.push({ method, url, headers, body: await text(incoming) });
  outgoing.writeHead(202, { 'content-type': 'application/json', 'x-served-by': 'us-east-2;2' }).end('{"id":"pay_1"}');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void api.close());
beforeEach(() => {
  asked = [];
  host.api = { host: '127.0.0.1', port: (api.address() as AddressInfo).port };
});

const call = {
  method: 'POST',
  path: '/validation/v1/payments?a=b',
  headers: { 'Idempotency-Key': 'one', Authorization: 'Bearer rk_test_own', Host: 'elsewhere.example' },
  body: '{}',
};

test('a request of the reference reaches the public name as it was written, and its answer comes back', async () => {
  expect(await callPublicApi(host, call)).toEqual({
    status: 202,
    headers: expect.objectContaining({ 'content-type': 'application/json', 'x-served-by': 'us-east-2;2' }),
    body: '{"id":"pay_1"}',
  });
  expect(asked).toMatchObject([
    {
      ...{ method: 'POST', url: '/validation/v1/payments?a=b', body: '{}' },
      headers: {
        ...{ host: 'api.dev.redoubt.example', authorization: 'Bearer rk_test_own', 'idempotency-key': 'one' },
      },
    },
  ]);
});

test.each([
  ['an address', { path: 'http://elsewhere.example/' }],
  ['a path of two slashes', { path: '//elsewhere.example/' }],
  ['a line break', { path: '/validation/v1\r\nhost: x' }],
  ['a method that no route has', { method: 'CONNECT' }],
  ['a header with a line break', { headers: { a: 'b\r\nc: d' } }],
])('%s is refused before anybody is asked', async (_, over) => {
  await expect(callPublicApi(host, { ...call, ...over })).rejects.toThrow();
  expect(asked).toEqual([]);
});

test('a public name that leads nowhere is said', async () => {
  host.api = undefined;
  await expect(callPublicApi(host, call)).rejects.toMatchObject({
    refusal: { what: 'the public name gave no answer', why: 'api.dev.redoubt.example leads nowhere' },
  });
});
