import { execFileSync } from 'node:child_process';
import { AcceptedPayment, headers, Problem, problemMediaType } from '@redoubt/contracts';
import type { LocalCloud } from '@redoubt/local-cloud';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testCardNumber } from '../../src/card-scan/card-number.ts';
import { badRequestsFrom } from '../../src/load/bad-requests.ts';
import { bodyOf } from '../../src/load/intents.ts';
import type { Sender } from '../../src/load/sender.ts';
import { bookedState } from './booked-state.ts';
import { everyDoorTests, merchantsOfDoors } from './every-door.ts';
import { generatedRequestTests, merchantsOfRequests } from './generated-requests.ts';
import { merchantTests } from './merchants.ts';
import { publishedOperations } from './published-operations.ts';
import { portBlock, type RedoubtProcess } from './redoubt-process.ts';
import { endBy, type RunningPlatform, startPlatform } from './running-platform.ts';

/*
 * Goal: what `redoubt up` promises is true: its curl line works, its webhooks verify, bad input leaves no trace, and
 * nothing is left when it ends.
 *
 * Method: one `redoubt up --json`, started as people start it, used by the tests in turn and ended by Ctrl-C in the last.
 */

interface VerifiedWebhook {
  readonly paymentId: string;
  readonly verified: boolean;
}

const isWebhookOf =
  (paymentId: string) =>
  (value: unknown): value is VerifiedWebhook =>
    Object(value).paymentId === paymentId;

let platform: RunningPlatform;
let up: RedoubtProcess;
let cloud: LocalCloud;

beforeAll(async () => {
  platform = await startPlatform({
    portBase: portBlock + 50,
    merchantIds: ['specified', ...merchantsOfRequests, ...merchantsOfDoors],
  });
  ({ command: up, cloud } = platform);
});

afterAll(() => platform.command[Symbol.asyncDispose]());

const hasCurl = (() => {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasCurl)(
  'the printed curl line takes a payment as it stands, with the printed key, and its webhook verifies',
  async () => {
    const { key, curl } = platform.ready;
    const env = { ...process.env, REDOUBT_KEY: key };
    const answer = execFileSync('sh', ['-c', curl], { encoding: 'utf8', env });
    const { id } = AcceptedPayment.parse(JSON.parse(answer));
    expect(await up.json(isWebhookOf(id))).toMatchObject({ verified: true });
    const sender = { kind: 'holder', key } as const;
    const { view } = await platform.merchant.paymentOnce(id, 'captured', { sender });
    expect(view.merchant_id).toBe('test_shop');
  },
);

const valid = bodyOf({
  merchantId: 'acme',
  amountMinor: '1050',
  currency: 'EUR',
  reference: 'end-to-end',
  capture: 'automatic',
});
const statusOf: Readonly<Record<string, number>> = { amount_over_limit: 422, route_unknown: 404 };

test.each(badRequestsFrom(valid, 'bad-key'))('$defect is refused as a problem and leaves no trace', async (bad) => {
  const before = await bookedState(cloud, 'us-east-1');
  const response = await post(bad);
  expect(response.status).toBe(statusOf[bad.defect] ?? 400);
  expect(response.headers.get('content-type')).toContain(problemMediaType);
  expect(Problem.parse(await response.json())).toMatchObject({ status: response.status, retryable: false });
  expect(await bookedState(cloud, 'us-east-1')).toEqual(before);
});

test('a key that was used for another request is refused and leaves no trace', async () => {
  const idempotencyKey = 'used-once';
  const first = await post({ body: JSON.stringify(valid), idempotencyKey });
  const { id } = AcceptedPayment.parse(await first.json());
  await up.json(isWebhookOf(id));
  const before = await bookedState(cloud, 'us-east-1');
  const response = await post({ body: JSON.stringify({ ...valid, amount_minor: '1051' }), idempotencyKey });
  expect(response.status).toBe(422);
  expect(Problem.parse(await response.json()).code).toBe('idempotency_key_reused');
  expect(await bookedState(cloud, 'us-east-1')).toEqual(before);
});

describe('merchants', () => merchantTests(() => cloud));

describe('AP1: what the gateway itself refuses is a problem too', () => {
  const withBody = publishedOperations.filter(({ takesBody }) => takesBody);

  test.each(withBody)('AP1: a body that breaks the model of $method $path', async ({ path, sender }) => {
    // Where no field must be there, `{}` is a body like others.
    for (const body of ['[]', '{', JSON.stringify({ ...valid, unknown: testCardNumber })]) {
      const { problem, text } = await problemOf(path, { sender, body });
      expect(problem).toMatchObject({ status: 400, code: 'malformed_request', retryable: false });
      expect(text).not.toContain(testCardNumber);
    }
  });

  test.each(withBody)('AP1: a body of 11 MB at $method $path', async ({ path, sender }) => {
    const { problem } = await problemOf(path, { sender, body: JSON.stringify({ pad: 'x'.repeat(11e6) }) });
    expect(problem).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  test.each(publishedOperations)('AP1: another method, and a path below $method $path', async ({ path, sender }) => {
    const missing = { status: 404, code: 'not_found' };
    const deleted = await cloud.fetch(`${cloud.publicApi}${path}`, { method: 'DELETE' });
    expect((await problemIn(deleted)).problem).toMatchObject(missing);
    // Two below: one is an id where the path is a list.
    expect((await problemOf(`${path}/below/below`, { sender })).problem).toMatchObject(missing);
  });

  async function problemOf(path: string, { sender, body }: { readonly sender: Sender; readonly body?: string }) {
    const response = await platform.callers.fetch(sender, new URL(`${cloud.publicApi}${path}`), {
      headers: { 'Content-Type': 'application/json', [headers.idempotencyKey]: 'gateway' },
      ...(body === undefined ? { method: 'GET' } : { method: 'POST', body }),
    });
    return await problemIn(response);
  }

  async function problemIn(response: Response) {
    const text = await response.text();
    expect(response.headers.get('content-type'), text).toContain(problemMediaType);
    const problem = Problem.parse(JSON.parse(text));
    expect(problem.status).toBe(response.status);
    // Whoever asks can name the request to us.
    expect([problem.trace_id, response.headers.get(headers.correlationId)]).toEqual([
      expect.stringMatching(/./),
      problem.trace_id,
    ]);
    return { problem, text };
  }
});

describe('AP3: the specifications’ own routes, right below the public name', () => {
  // The example of the specifications, with a merchant whom others of this file do not know.
  const specified = {
    ...{ amount: 100.5, currency: 'USD', payment_method: 'credit_card', user_id: 'user123' },
    merchant_id: 'specified',
  };

  test('AP3: a payment is validated, processed and told of', async () => {
    const { merchant } = platform;
    const sender = { kind: 'merchant', merchantId: specified.merchant_id } as const;
    const validated = await merchant.until(200, { sender, path: '/payment/validate', body: specified });
    const { message, validation_token } = validated.json;
    expect(message).toBe('Payment validation successful');
    const body = { ...specified, validation_token };
    const processed = await merchant.until(200, { sender, path: '/payment/process', body });
    expect(processed.json).toMatchObject({ status: 'captured', amount: '100.50', merchant_id: 'specified' });
    const { transaction_id } = processed.json;
    await merchant.paymentOnce(transaction_id, 'captured', { sender });
    const notify = { sender, path: '/payment/notify', body: { transaction_id, merchant_id: 'specified' } };
    const told = await merchant.until(200, notify);
    expect(told.json).toMatchObject({ transaction_id, message: 'No endpoint wants this notification' });
  });

  test.each([
    ['no API of the name has', '/payment/refund', 403, { message: 'Forbidden' }],
    ['only begins like them', '/payment', 403, { message: 'Forbidden' }],
    ['stands below a service', '/validation/payment/validate', 404, { code: 'not_found' }],
  ])('AP3: an address that %s is refused as API Gateway does', async (_, path, status, body) => {
    const answer = await platform.merchant.send({ path, body: specified });
    expect(answer).toMatchObject({ status, json: body });
  });
});

generatedRequestTests(() => platform);

everyDoorTests(() => platform);

test('Ctrl-C ends everything that was started', async () => {
  expect(await endBy('SIGINT', platform)).toBe(130);
});

function post({
  body,
  idempotencyKey,
  path = '/validation/v1/payments',
}: {
  readonly body: string;
  readonly idempotencyKey?: string | undefined;
  readonly path?: string;
}): Promise<Response> {
  const sender = { kind: 'merchant', merchantId: valid.merchant_id } as const;
  return platform.callers.fetch(sender, new URL(`${cloud.publicApi}${path}`), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(idempotencyKey === undefined ? {} : { [headers.idempotencyKey]: idempotencyKey }),
    },
    body,
  });
}
