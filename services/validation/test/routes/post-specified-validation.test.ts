import { checkValidationToken, paymentRequestOf } from '@redoubt/contracts';
import { beforeEach, expect, test } from 'vitest';
import { activeLease, keys, send } from '../support/api.ts';
import { tokenKey, validationFakes } from '../support/validation-fakes.ts';

const { postSpecifiedValidation } = await import('../../src/routes/post-specified-validation.ts');

/** The request of specification S3's own example. */
const specified = { amount: 100, currency: 'USD', payment_method: 'card', user_id: 'user123' };
let fakes: ReturnType<typeof validationFakes>;

beforeEach(() => {
  fakes = validationFakes();
});

const post = (body: unknown, key?: string) =>
  send(postSpecifiedValidation({ ...fakes, keys, lease: activeLease }), { body, headers: { 'Idempotency-Key': key } });

test('AP3: /payment/validate answers the specifications’ own example with 200, its message, a transaction id and a token', async () => {
  const { statusCode, problem: answer } = await post(specified);
  expect(statusCode).toBe(200);
  expect(answer).toMatchObject({ message: 'Payment validation successful', outcome: 'accept' });
  expect(answer.transaction_id).toBe(answer.id);
  const request = paymentRequestOf({ ...specified, merchant_id: 'acme' });
  if (request === undefined) throw new Error('the example must be a payment');
  expect(request).toMatchObject({ amount_minor: '10000', customer_id: 'user123' });
  expect(checkValidationToken(answer.validation_token, { key: tokenKey, now: new Date(), request }).kind).toBe('valid');
});

test('AP3: /payment/validate takes the session id of specification S1 along', async () => {
  expect((await post({ ...specified, amount: 100.5, session_id: 'test-session-123' })).statusCode).toBe(200);
});

test('answers a repeat under its key with the same bytes, and counts it once', async () => {
  const first = await post(specified, 'key-1');
  const again = await post(specified, 'key-1');
  expect([again.statusCode, again.headers?.['Idempotency-Replayed']]).toEqual([200, 'true']);
  expect(again.body).toBe(first.body);
  expect([first.problem.outcome, ...fakes.counters.seen.values()]).toEqual(['accept', 1, 1, 1, 1]);
});

test('FO4: a repeat under its key is no duplicate in the other region, which has the counters and not the decision', async () => {
  const first = await post(specified, 'key-1');
  fakes.decisions.entries.clear();
  const again = await post(specified, 'key-1');
  expect(again.problem).toMatchObject({ id: first.problem.id, outcome: 'accept', reasons: [] });
  expect((await post(specified, 'key-2')).problem.reasons).toMatchObject([{ code: 'duplicate_submit' }]);
});

test('answers 422 to a key that was used for another payment', async () => {
  await post(specified, 'key-1');
  const { statusCode, problem } = await post({ ...specified, amount: 101 }, 'key-1');
  expect([statusCode, problem.code]).toEqual([422, 'idempotency_key_reused']);
});

test('decides for the merchant whose key was shown, whether it is named or not', async () => {
  for (const over of [{}, { merchant_id: 'acme' }]) {
    expect((await post({ ...specified, ...over })).statusCode).toBe(200);
  }
  expect([...fakes.decisions.entries.values()].map(({ merchantId }) => merchantId)).toEqual(['acme', 'acme']);
});

test('a closed merchant gets no yes', async () => {
  fakes.merchants.closed.add('acme');
  const { statusCode, problem } = await post(specified);
  expect([statusCode, problem.code, fakes.decisions.entries.size]).toEqual([403, 'merchant_closed', 0]);
});

test('makes each request without a key a validation of its own', async () => {
  const [one, two] = [await post(specified), await post(specified)];
  expect(one.problem.id).not.toBe(two.problem.id);
  expect(two.problem.reasons).toEqual([expect.objectContaining({ code: 'duplicate_submit' })]);
});

test.each<[string, object, number, string]>([
  ['over the limit', { amount: 11_600_000.01 }, 422, 'amount_over_limit'],
  ['in a currency that is refused', { currency: 'KPW' }, 422, 'payment_refused'],
  ['with a third decimal of the dollar', { amount: 1.001 }, 400, 'malformed_request'],
  ['with a decimal of the yen', { amount: '1.5', currency: 'JPY' }, 400, 'malformed_request'],
  ['of nothing', { amount: '0.00' }, 400, 'malformed_request'],
  ['with a card number', { reference: '4111111111111111' }, 400, 'malformed_request'],
  ['with a card number as user', { user_id: '4111111111111111' }, 400, 'malformed_request'],
])('refuses a payment %s, and leaves nothing behind', async (_, over, status, code) => {
  const { statusCode, problem } = await post({ ...specified, ...over });
  expect([statusCode, problem.code]).toEqual([status, code]);
  expect([fakes.decisions.entries.size, fakes.counters.seen.size]).toEqual([0, 0]);
});
