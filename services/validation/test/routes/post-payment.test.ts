import { canaryPassOf } from '@redoubt/contracts';
import { beforeEach, describe, expect, test } from 'vitest';
import { acceptanceFakes, aRequest } from '../support/acceptance-fakes.ts';
import { activeLease, canaryKey, keys, recoveringLease, send, standbyLease } from '../support/api.ts';

const { postPayment } = await import('../../src/routes/post-payment.ts');

let fakes: ReturnType<typeof acceptanceFakes>;

beforeEach(() => {
  fakes = acceptanceFakes();
});

const post = (body: unknown, lease = activeLease) => send(postPayment({ ...fakes, lease, keys }), { body });

test('answers 202 with the journaled bytes, and the same bytes to a repeat', async () => {
  const first = await post(aRequest());
  const again = await post(aRequest());
  expect([first.statusCode, first.headers?.['Idempotency-Replayed']]).toEqual([202, undefined]);
  expect([again.statusCode, again.headers?.['Idempotency-Replayed']]).toEqual([202, 'true']);
  expect(again.body).toBe(first.body);
  expect(first.headers?.['X-Served-By']).toBe('us-east-1;3');
});

const passOf = async (subject: string, secret?: string) =>
  canaryPassOf({ secret: secret ?? (await canaryKey()), subject, now: new Date() });

test.each<[string, number, string | undefined, () => Promise<Readonly<Record<string, string>>>]>([
  ['with the pass of its key', 202, undefined, async () => ({ 'Redoubt-Canary-Pass': await passOf('canary-1') })],
  ['without a pass', 401, 'access_key_invalid', async () => ({ Authorization: '' })],
  [
    'with the pass of another key',
    401,
    'access_key_invalid',
    async () => ({ 'Redoubt-Canary-Pass': await passOf('canary-2') }),
  ],
  [
    'with a forged pass',
    401,
    'access_key_invalid',
    async () => ({ 'Redoubt-Canary-Pass': await passOf('canary-1', 'guessed') }),
  ],
  ["with a merchant's key", 403, 'merchant_mismatch', async () => ({ Authorization: 'Bearer acme' })],
  [
    "with a merchant's key beside its pass",
    403,
    'merchant_mismatch',
    async () => ({ Authorization: 'Bearer acme', 'Redoubt-Canary-Pass': await passOf('canary-1') }),
  ],
])('a canary %s is answered %i', async (_, status, code, credentials) => {
  const answer = await send(postPayment({ ...fakes, lease: activeLease, keys }), {
    body: aRequest({ merchant_id: 'redoubt-canary' }),
    headers: { 'Idempotency-Key': 'canary-1', ...(await credentials()) },
  });
  expect([answer.statusCode, answer.problem.code]).toEqual([status, code]);
  expect(fakes.journal.records.size).toBe(status === 202 ? 1 : 0);
});

test('a pass of a canary opens no other merchant', async () => {
  const headers = { 'Idempotency-Key': 'canary-1', 'Redoubt-Canary-Pass': await passOf('canary-1') };
  const answer = await send(postPayment({ ...fakes, lease: activeLease, keys }), { body: aRequest(), headers });
  expect([answer.statusCode, answer.problem.code]).toEqual([403, 'merchant_mismatch']);
  expect(fakes.journal.records.size).toBe(0);
});

test('a closed merchant pays nothing new, and is answered as before what it has paid', async () => {
  const first = await post(aRequest());
  fakes.merchants.closed.add('acme');
  expect((await post(aRequest())).body).toBe(first.body);
  const fresh = await send(postPayment({ ...fakes, lease: activeLease, keys }), {
    body: aRequest(),
    headers: { 'Idempotency-Key': 'key-2' },
  });
  expect([fresh.statusCode, fresh.problem.code, fakes.journal.records.size]).toEqual([403, 'merchant_closed', 1]);
});

test('answers 503 when nobody knows whether the merchant is open', async () => {
  fakes.merchants.isReachable = false;
  const answer = await post(aRequest());
  expect([answer.statusCode, answer.problem.code]).toEqual([503, 'store_unreachable']);
  expect([answer.headers?.['Retry-After'], fakes.journal.records.size]).toEqual(['1', 0]);
});

test('a canary pays whatever the table of access says of merchants', async () => {
  fakes.merchants.isReachable = false;
  const answer = await send(postPayment({ ...fakes, lease: activeLease, keys }), {
    body: aRequest({ merchant_id: 'redoubt-canary' }),
    headers: { 'Idempotency-Key': 'canary-1', 'Redoubt-Canary-Pass': await passOf('canary-1') },
  });
  expect(answer.statusCode).toBe(202);
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
  expect((await post(aRequest({ amount_minor: '1780000001', currency: 'JPY' }))).problem.detail).toContain(
    '1780000000 JPY',
  );
  expect((await post(aRequest({ amount_minor: '1000000001' }))).problem.detail).toContain('10000000.00 EUR');
});

test('answers 422 to a key that was used for another request', async () => {
  await post(aRequest());
  const answer = await post(aRequest({ amount_minor: '9' }));
  expect([answer.statusCode, answer.problem.code]).toEqual([422, 'idempotency_key_reused']);
});

test('11.A6: names the fields that it does not know', async () => {
  const answer = await post({ ...aRequest(), amout_minor: '1', currencyCode: 'EUR' });
  expect([answer.statusCode, answer.problem.code]).toEqual([400, 'malformed_request']);
  expect(answer.problem.errors).toMatchObject([
    { pointer: '/amout_minor', code: 'unknown_field' },
    { pointer: '/currencyCode', code: 'unknown_field' },
  ]);
});

test('11.A6: takes a capture that is said to be automatic for one that is left out', async () => {
  const first = await post(aRequest());
  const again = await post(aRequest({ capture: 'automatic' }));
  expect([again.statusCode, again.problem]).toEqual([202, first.problem]);
  expect(again.headers?.['Idempotency-Replayed']).toBe('true');
  expect((await post(aRequest({ capture: 'manual' }))).problem.code).toBe('idempotency_key_reused');
});

test('answers 503 with Retry-After when the journal gives no answer', async () => {
  fakes.journal.isReachable = false;
  const answer = await post(aRequest());
  expect([answer.statusCode, answer.problem.code]).toEqual([503, 'journal_unreachable']);
  expect(answer.headers?.['Retry-After']).toBe('1');
});
