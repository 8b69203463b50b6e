import { canaryPassOf } from '@redoubt/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { acceptanceFakes, aRequest } from '../support/acceptance-fakes.ts';
import { activeLease, canaryKey, recoveringLease, send, standbyLease } from '../support/api.ts';

const { postPayment } = await import('../../src/routes/post-payment.ts');

let fakes: ReturnType<typeof acceptanceFakes>;

beforeEach(() => {
  fakes = acceptanceFakes();
});

const post = (body: unknown, lease = activeLease) => send(postPayment({ ...fakes, lease, canaryKey }), { body });

test('answers 202 with the journaled bytes, and the same bytes to a repeat', async () => {
  const first = await post(aRequest());
  const again = await post(aRequest());
  expect([first.statusCode, first.headers?.['Idempotency-Replayed']]).toEqual([202, undefined]);
  expect([again.statusCode, again.headers?.['Idempotency-Replayed']]).toEqual([202, 'true']);
  expect(again.body).toBe(first.body);
  expect(first.headers?.['X-Served-By']).toBe('us-east-1;3');
});

test.each<[string, number, (idempotencyKey: string, now: Date) => Promise<string | undefined>]>([
  [
    'with the pass of its key',
    202,
    async (idempotencyKey, now) => canaryPassOf({ secret: await canaryKey(), idempotencyKey, now }),
  ],
  ['without a pass', 400, async () => undefined],
  [
    'with the pass of another key',
    400,
    async (_, now) => canaryPassOf({ secret: await canaryKey(), idempotencyKey: 'x', now }),
  ],
  ['with a forged pass', 400, async (idempotencyKey, now) => canaryPassOf({ secret: 'guessed', idempotencyKey, now })],
])('a canary %s is answered %i', async (_, status, passOf) => {
  const pass = await passOf('canary-1', new Date());
  const answer = await send(postPayment({ ...fakes, lease: activeLease, canaryKey }), {
    body: aRequest({ merchant_id: 'redoubt-canary' }),
    headers: { 'Idempotency-Key': 'canary-1', ...(pass === undefined ? {} : { 'Redoubt-Canary-Pass': pass }) },
  });
  expect(answer.statusCode).toBe(status);
  expect(fakes.journal.records.size).toBe(status === 202 ? 1 : 0);
  if (status === 400) {
    expect(answer.problem).toMatchObject({ errors: [{ pointer: '/merchant_id', code: 'not_allowed' }] });
  }
});

describe('refuses, and journals nothing,', () => {
  test.each<[string, unknown, number, string]>([
    ['zero', aRequest({ amount_minor: '0' }), 400, 'malformed_request'],
    ['a negative amount', aRequest({ amount_minor: '-5' }), 400, 'malformed_request'],
    ['a fraction', aRequest({ amount_minor: '10.50' }), 400, 'malformed_request'],
    ['a number', { ...aRequest(), amount_minor: 1050 }, 400, 'malformed_request'],
    ['an exponent', aRequest({ amount_minor: '1e3' }), 400, 'malformed_request'],
    ['19 digits', aRequest({ amount_minor: '1'.repeat(19) }), 400, 'malformed_request'],
    ['an amount over the limit', aRequest({ amount_minor: '1000000001' }), 422, 'amount_over_limit'],
    ['an unknown currency', aRequest({ currency: 'XXX' }), 400, 'malformed_request'],
    ['a currency in lower case', aRequest({ currency: 'eur' }), 400, 'malformed_request'],
    ['no merchant', { ...aRequest(), merchant_id: undefined }, 400, 'malformed_request'],
    ['an unknown field', { ...aRequest(), canary: true }, 400, 'malformed_request'],
    ['a card number', aRequest({ reference: '4111111111111111' }), 400, 'malformed_request'],
    ['a currency that is refused', aRequest({ currency: 'KPW' }), 422, 'payment_refused'],
    ['broken JSON', '{"merchant_id":', 400, 'malformed_request'],
  ])('%s', async (_, body, status, code) => {
    const answer = await post(body);
    expect([answer.statusCode, answer.problem.code]).toEqual([status, code]);
    expect([fakes.journal.records.size, fakes.publisher.events.length]).toEqual([0, 0]);
  });

  test('FO4: in a standby region, and says when to ask again', async () => {
    const answer = await post(aRequest(), standbyLease);
    expect([answer.statusCode, answer.problem.code]).toEqual([503, 'region_not_active']);
    expect(answer.headers?.['Retry-After']).toBe('1');
    expect(fakes.journal.records.size).toBe(0);
  });
});

test('FO4: a region that takes over journals payments before its ledger takes writes', async () => {
  const answer = await post(aRequest(), recoveringLease);
  expect(answer.statusCode).toBe(202);
  expect(fakes.journal.records.size).toBe(1);
  expect(fakes.publisher.events).toMatchObject([{ type: 'PaymentAccepted' }]);
});

test('says what the limit is in the currency’s own decimals', async () => {
  expect((await post(aRequest({ amount_minor: '10000001', currency: 'JPY' }))).problem.detail).toContain(
    '10000000 JPY',
  );
  expect((await post(aRequest({ amount_minor: '1000000001' }))).problem.detail).toContain('10000000.00 EUR');
});

test('answers 422 to a key that was used for another request', async () => {
  await post(aRequest());
  const answer = await post(aRequest({ amount_minor: '9' }));
  expect([answer.statusCode, answer.problem.code]).toEqual([422, 'idempotency_key_reused']);
});

test('answers 503 with Retry-After when the journal gives no answer', async () => {
  fakes.journal.isReachable = false;
  const answer = await post(aRequest());
  expect([answer.statusCode, answer.problem.code]).toEqual([503, 'journal_unreachable']);
  expect(answer.headers?.['Retry-After']).toBe('1');
});
