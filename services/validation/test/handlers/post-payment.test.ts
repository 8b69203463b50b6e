import type { LeaseView } from '@redoubt/lambda-kit';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { aDesk, aRequest } from '../support/payment-builders.ts';

vi.stubEnv('AWS_REGION', 'us-east-1');
vi.stubEnv('JOURNAL_TABLE', 'journal-table-test');
vi.stubEnv('EVENT_BUS_NAME', 'payments-bus-test');
vi.stubEnv('VALIDATION_TABLE', 'validation-table-test');
vi.stubEnv('REGION_STATE_TABLE', 'region-state-table-test');
vi.stubEnv('LEASE_MS', '1000');
vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
const { postPayment } = await import('../../src/handlers/post-payment.ts');

const view: LeaseView = { epoch: 3, activeRegion: 'us-east-1', mode: 'open', region: 'us-east-1', isActive: true };
let desk: ReturnType<typeof aDesk>;

beforeEach(() => {
  desk = aDesk();
});

async function post(body: unknown, over: Record<string, string> = {}, lease = view) {
  const handler = postPayment({ ...desk, lease: { current: () => Promise.resolve(lease) } });
  const event = {
    httpMethod: 'POST',
    resource: '/v1/payments',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'key-1', ...over },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    pathParameters: null,
    queryStringParameters: null,
  } as unknown as APIGatewayProxyEvent;
  const answer = await handler(event, { getRemainingTimeInMillis: () => 10_000 } as Context);
  return { ...answer, problem: JSON.parse(answer.body) };
}

test('answers 202 with the journaled bytes, and the same bytes to a repeat', async () => {
  const first = await post(aRequest());
  const again = await post(aRequest());
  expect([first.statusCode, first.headers?.['Idempotency-Replayed']]).toEqual([202, undefined]);
  expect([again.statusCode, again.headers?.['Idempotency-Replayed']]).toEqual([202, 'true']);
  expect(again.body).toBe(first.body);
  expect(first.headers?.['X-Served-By']).toBe('us-east-1;3');
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
    expect([desk.journal.records.size, desk.publisher.events.length]).toEqual([0, 0]);
  });

  test('in a standby region', async () => {
    const answer = await post(aRequest(), {}, { ...view, activeRegion: 'us-east-2', isActive: false });
    expect([answer.statusCode, answer.problem.code]).toEqual([503, 'region_not_active']);
    expect(desk.journal.records.size).toBe(0);
  });
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
  desk.journal.isReachable = false;
  const answer = await post(aRequest());
  expect([answer.statusCode, answer.problem.code]).toEqual([503, 'journal_unreachable']);
  expect(answer.headers?.['Retry-After']).toBe('1');
});
