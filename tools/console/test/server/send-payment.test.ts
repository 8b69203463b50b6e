import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { demoKeyFile } from '../../src/demo-key.ts';
import { demoPayment } from '../../src/server/acts/demo-payment.ts';
import { sendPayment } from '../../src/server/acts/send-payment.ts';
import { AHost, paymentId } from '../a-host.ts';

let api: Server | undefined;
afterEach(() => {
  api?.closeAllConnections();
  api?.close();
});

const accepted = {
  id: paymentId,
  status: 'accepted',
  merchant_id: 'test_shop',
  amount_minor: '1050',
  currency: 'EUR',
  created_at: '2030-01-01T00:00:00.000Z',
  links: { self: '/' },
};

/** An API that gives these answers, one after the other, and keeps the keys that it saw. */
async function anApi(answers: readonly (readonly [number, unknown])[]) {
  const keys: (string | undefined)[] = [];
  const shown: (string | undefined)[] = [];
  api = createServer((incoming, outgoing) => {
    const [status, body] = answers[keys.length] ?? [500, {}];
    keys.push(String(incoming.headers['idempotency-key']));
    shown.push(incoming.headers.authorization);
    outgoing.writeHead(status, { 'x-served-by': 'us-east-2;2' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => api?.listen(0, '127.0.0.1', resolve));
  const host = new AHost();
  host.api = { host: '127.0.0.1', port: (api.address() as AddressInfo).port };
  return { host, keys, shown };
}

async function send(host: AHost, signal = new AbortController().signal) {
  let failed = 0;
  const onFailedAttempt = () => {
    failed += 1;
  };
  const sent = await sendPayment(
    demoPayment(() => 0.5),
    { host, onFailedAttempt, signal, now: () => new Date() },
  );
  return { sent, failed };
}

test('sends again under the same key until it is acknowledged', async () => {
  const { host, keys } = await anApi([
    [503, {}],
    [500, {}],
    [202, accepted],
  ]);
  const { sent, failed } = await send(host);
  expect(sent).toMatchObject({
    outcome: 'acknowledged',
    id: paymentId,
    request: { servedBy: 'us-east-2;2', attempts: 3 },
  });
  expect(failed).toBe(2);
  expect(new Set(keys).size).toBe(1);
});

test('every attempt shows the key of the demo merchant, once there is one', async () => {
  const { host, shown } = await anApi([
    [202, accepted],
    [503, {}],
    [202, accepted],
  ]);
  await send(host);
  await writeFile(demoKeyFile(host.dataDir), 'rk_test_key\n');
  await send(host);
  expect(shown).toEqual([undefined, 'Bearer rk_test_key', 'Bearer rk_test_key']);
});

test('a refusal is final, and says why', async () => {
  const { host, keys } = await anApi([
    [
      422,
      {
        type: 't',
        title: 'Over the limit',
        status: 422,
        code: 'amount_over_limit',
        detail: 'at most 1',
        retryable: false,
      },
    ],
  ]);
  const { sent } = await send(host);
  expect(sent).toEqual({ outcome: 'refused', reason: '422 amount_over_limit: at most 1' });
  expect(keys).toHaveLength(1);
});

test('a name that leads nowhere is a failed attempt', async () => {
  const ending = new AbortController();
  const host = new AHost();
  const sending = sendPayment(
    demoPayment(() => 0),
    {
      host,
      onFailedAttempt: () => ending.abort(),
      signal: ending.signal,
      now: () => new Date(),
    },
  );
  expect(await sending).toMatchObject({ outcome: 'given_up', reason: expect.stringContaining('leads nowhere') });
});

test('a payment of the load is one that a shop takes', () => {
  expect(demoPayment(() => 0)).toMatchObject({ amount_minor: '100', currency: 'EUR', merchant_id: 'test_shop' });
  expect(demoPayment(() => 0.999_999_9)).toMatchObject({ amount_minor: '9999' });
});
