import { checkValidationToken, ValidationView } from '@redoubt/contracts';
import { beforeEach, expect, test } from 'vitest';
import { replayDecision } from '../../src/domain/replay-decision.ts';
import { aRequest } from '../support/acceptance-fakes.ts';
import { activeLease, keys, send, standbyLease } from '../support/api.ts';
import { someTerms } from '../support/some-terms.ts';
import { tokenKey, validationFakes } from '../support/validation-fakes.ts';

const { postValidation } = await import('../../src/routes/post-validation.ts');

let fakes: ReturnType<typeof validationFakes>;

beforeEach(() => {
  fakes = validationFakes();
});

const post = (body: unknown, key = 'key-1', lease = activeLease) =>
  send(postValidation({ ...fakes, keys, lease }), { body, headers: { 'Idempotency-Key': key } });

test('answers 201 with a decision and a token that is good for this payment', async () => {
  const { statusCode, body } = await post(aRequest());
  const view = ValidationView.parse(JSON.parse(body));
  expect([statusCode, view.outcome, view.reasons]).toEqual([201, 'accept', []]);
  const use = { key: tokenKey, now: new Date(), request: aRequest() };
  expect(checkValidationToken(view.validation_token ?? '', use)).toMatchObject({
    kind: 'valid',
    claims: { validationId: view.id, merchantId: 'acme', outcome: 'accept', rulesetVersion: view.ruleset_version },
  });
});

test('stores the decision with the facts that give it again, and no token', async () => {
  const { problem: view } = await post(aRequest());
  const entry = fakes.decisions.entries.get(view.id);
  expect(entry === undefined ? undefined : replayDecision(entry)).toEqual(entry?.decision);
  expect(JSON.stringify(entry)).not.toContain('vt1.');
});

test('answers a repeat with the same bytes, and counts it once', async () => {
  const first = await post(aRequest());
  const again = await post(aRequest());
  expect([again.statusCode, again.headers?.['Idempotency-Replayed']]).toEqual([201, 'true']);
  expect(again.body).toBe(first.body);
  expect([...fakes.counters.seen.values()]).toEqual([1, 1, 1]);
});

test('FO4: a repeat is no duplicate in the other region, which has the counters and not the decision', async () => {
  const { problem: first } = await post(aRequest());
  fakes.decisions.entries.clear();
  const { problem: again } = await post(aRequest());
  expect(again).toMatchObject({ id: first.id, outcome: 'accept', reasons: [] });
});

test('gives a rejected payment its reasons and no token, and does not count it', async () => {
  const { statusCode, problem: view } = await post(aRequest({ amount_minor: '1000000001' }));
  expect([statusCode, view.outcome, view.validation_token]).toEqual([201, 'reject', undefined]);
  expect(view.reasons[0]).toMatchObject({ code: 'amount_over_limit', rule: 'amount-limit', severity: 'hard' });
  expect([fakes.decisions.entries.size, fakes.counters.seen.size]).toEqual([1, 0]);
});

test('11.B1: gives no token for what is over the ceiling of the merchant, or while its terms give no answer', async () => {
  const terms = { ...someTerms, amount_minor_max: '1000' };
  fakes.terms.own.set('acme', { kind: 'terms', merchantId: 'acme', terms, epoch: 3, version: 1 });
  const { problem: over } = await post(aRequest({ amount_minor: '1001' }));
  expect([over.outcome, over.validation_token]).toEqual(['reject', undefined]);
  const { problem: within } = await post(aRequest({ amount_minor: '1000' }), 'key-2');
  expect([within.outcome, typeof within.validation_token]).toEqual(['accept', 'string']);
  fakes.terms.isReachable = false;
  const unknown = await post(aRequest({ amount_minor: '1000' }), 'key-3');
  expect([unknown.statusCode, unknown.problem.code]).toEqual([503, 'store_unreachable']);
  expect(fakes.decisions.entries.size).toBe(2);
});

test('gives a payment to review a token that says so', async () => {
  const { problem: view } = await post(aRequest({ amount_minor: '100000001' }));
  const use = { key: tokenKey, now: new Date(), request: aRequest({ amount_minor: '100000001' }) };
  expect(view.outcome).toBe('review');
  expect(checkValidationToken(view.validation_token, use)).toMatchObject({
    claims: { outcome: 'review', reasons: ['amount_over_limit'] },
  });
});

test('answers 422 to a key that was used for another payment, and keeps what was decided', async () => {
  await post(aRequest());
  const { statusCode, problem } = await post(aRequest({ amount_minor: '9' }));
  expect([statusCode, problem.code]).toEqual([422, 'idempotency_key_reused']);
  expect(fakes.decisions.entries.size).toBe(1);
});

test('vouches for nothing that is not stored', async () => {
  fakes.decisions.isReachable = false;
  const answer = await post(aRequest());
  expect([answer.statusCode, answer.problem.code, answer.headers?.['Retry-After']]).toEqual([
    503,
    'store_unreachable',
    '1',
  ]);
});

test('validates although it can not be counted', async () => {
  fakes.counters.isReachable = false;
  const { statusCode, problem: view } = await post(aRequest());
  expect([statusCode, view.outcome]).toEqual([201, 'accept']);
  expect(view.reasons).toMatchObject([{ code: 'facts_unknown', severity: 'note' }]);
});

test('answers 503 in a standby region', async () => {
  const { statusCode, problem } = await post(aRequest(), 'key-1', standbyLease);
  expect([statusCode, problem.code, fakes.decisions.entries.size]).toEqual([503, 'region_not_active', 0]);
});

test('refuses a closed merchant, also what it was told before, and decides nothing while nobody knows', async () => {
  await post(aRequest());
  fakes.merchants.closed.add('acme');
  for (const key of ['key-1', 'key-2']) {
    const closed = await post(aRequest(), key);
    expect([closed.statusCode, closed.problem.code]).toEqual([403, 'merchant_closed']);
  }
  fakes.merchants.isReachable = false;
  const unknown = await post(aRequest(), 'key-3');
  expect([unknown.statusCode, unknown.problem.code]).toEqual([503, 'store_unreachable']);
  expect(fakes.decisions.entries.size).toBe(1);
});
