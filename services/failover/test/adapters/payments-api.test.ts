import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PaymentsApi } from '../../src/adapters/payments-api.ts';

/**
 * The adapter speaks HTTPS to names of ours; here those lead to a server on this machine over HTTP, as they do in the
 * local cloud.
 */
async function anApi(listener: RequestListener, timeoutMs = 600_000): Promise<PaymentsApi> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const realFetch = globalThis.fetch;
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) =>
    realFetch(`http://127.0.0.1:${address.port}${url.pathname}`, init),
  );
  onTestFinished(() => {
    vi.unstubAllGlobals();
    server.closeAllConnections();
    server.close();
  });
  return new PaymentsApi({ name: 'us-east-1.api.dev.redoubt.example', timeoutMs });
}

test.each([200, 503])('a probe that is answered %d says so', async (status) => {
  const api = await anApi((request, response) => {
    response.writeHead(request.url === '/validation/health' ? status : 404).end('{}');
  });
  expect(await api.probe()).toMatchObject({ kind: 'answered', status });
});

test('a probe that is not answered in time has failed', async () => {
  const api = await anApi(() => {}, 50);
  expect(await api.probe()).toMatchObject({ kind: 'failed', reason: 'TimeoutError' });
});

test('a probe that is refused has failed, with the reason', async () => {
  const api = await anApi((request) => request.socket.destroy());
  expect(await api.probe()).toMatchObject({ kind: 'failed', reason: 'UND_ERR_SOCKET' });
});

test.each<[string, RequestListener, string]>([
  [
    '200',
    (request, response) => response.writeHead(request.url === '/failover/serving' ? 200 : 500).end('{}'),
    'serves',
  ],
  ['404', (_, response) => response.writeHead(404).end('{}'), 'stands by'],
  ['503', (_, response) => response.writeHead(503).end('{}'), 'gives no answer'],
  ['nothing', (request) => request.socket.destroy(), 'gives no answer'],
])('a region whose serving route answers %s is seen as health checks see it', async (_, listener, serving) => {
  const api = await anApi(listener);
  expect(await api.serving()).toBe(serving);
});

const body = { merchant_id: 'redoubt-canary', amount_minor: '1', currency: 'USD' };

test('a payment is sent with its key and its answer read with who served it', async () => {
  const accepted = {
    id: `pay_${'b'.repeat(32)}`,
    status: 'accepted',
    ...body,
    created_at: '2030-01-31T12:00:00.000Z',
    links: { self: '/transactions/v1/payments/x' },
  };
  const api = await anApi((request, response) => {
    const { 'idempotency-key': key, 'redoubt-canary-pass': pass } = request.headers;
    const isComplete = request.method === 'POST' && key === 'canary-1' && pass === 'cp1';
    response.writeHead(isComplete ? 202 : 400, { 'X-Served-By': 'us-east-2;2' }).end(JSON.stringify(accepted));
  });
  expect(await api.postPayment({ idempotencyKey: 'canary-1', pass: 'cp1', body })).toEqual({
    kind: 'accepted',
    isReplay: false,
    payment: accepted,
    servedBy: 'us-east-2;2',
  });
});

test.each<[string, RequestListener]>([
  ['is refused for now', (_, response) => response.writeHead(503).end('{}')],
  ['is answered with no JSON', (_, response) => response.writeHead(202).end('<html>')],
])('a payment that %s is not accepted yet', async (_, listener) => {
  const api = await anApi(listener);
  expect(await api.postPayment({ idempotencyKey: 'canary-1', pass: 'cp1', body })).toMatchObject({ kind: 'not_yet' });
});

test('a payment is read with its pass', async () => {
  const known = {
    id: `pay_${'b'.repeat(32)}`,
    status: 'captured',
    ...body,
    version: 2,
    created_at: '2030-01-31T12:00:00.000Z',
    updated_at: '2030-01-31T12:00:01.000Z',
  };
  const api = await anApi((request, response) => {
    response.writeHead(request.headers['redoubt-canary-pass'] === 'cp1' ? 200 : 401).end(JSON.stringify(known));
  });
  const path = '/transactions/v1/payments/x';
  expect(await api.readPayment({ path, pass: 'cp1' })).toEqual(known);
  expect(await api.readPayment({ path, pass: 'cp2' })).toBeUndefined();
});

test('a payment that the ledger does not know yet is not read', async () => {
  const api = await anApi((_, response) => response.writeHead(404).end('{}'));
  expect(await api.readPayment({ path: '/transactions/v1/payments/x', pass: 'cp1' })).toBeUndefined();
});
