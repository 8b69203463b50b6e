import { describe, expect, test } from 'vitest';
import type { PaymentIntent } from '../../src/load/intents.ts';
import { followPayment } from '../../src/witness/follow-payment.ts';
import { expired, holdTermOf } from '../../src/witness/hold-term.ts';
import { initialState, type PaymentState, statusOf } from '../../src/witness/payment-model.ts';
import type { BookedChange, ChangeAnswer } from '../../src/witness/read-book.ts';

/*
 * Goal: the witness knows when a hold of some seconds has run out, and allows no answer that comes from elsewhere.
 *
 * Method: a payment of 1000 that holds for two seconds, requested at 1,000 ms of the drill and acknowledged at 1,500: its time is
 * over at 3,000 at the earliest and at 3,500 at the latest, with some milliseconds more for what rounds.
 */
const intent: PaymentIntent = {
  ...{ merchantId: 'acme', amountMinor: '1000', currency: 'EUR', reference: 'r' },
  ...{ capture: 'manual', holdSeconds: 2 },
};
const payment = { intent, requestedAtMs: 1_000, acknowledgedAtMs: 1_500 };

function capture(
  at: { readonly requestedAtMs: number; readonly atMs?: number },
  answer?: Partial<ChangeAnswer>,
  amountMinor?: string,
): BookedChange {
  const { requestedAtMs, atMs = requestedAtMs + 1 } = at;
  const change = { reference: 'r', action: 'capture', seen: 'nothing' } as const;
  const base = { atMs, status: 409, body: '', operation: undefined, code: undefined, servedBy: undefined };
  return {
    change: amountMinor === undefined ? change : { ...change, amountMinor },
    idempotencyKey: 'k',
    requestedAtMs,
    answers: answer === undefined ? [] : [{ ...base, ...answer }],
  };
}

const done = (operation: 'capture' | 'partial_capture', amount: string, status: 'captured' | 'partially_captured') => ({
  status: 201,
  operation: {
    ...{
      id: `op_${'0'.repeat(32)}`,
      payment_id: `pay_${'0'.repeat(32)}`,
      merchant_id: 'acme',
      currency: 'EUR' as const,
    },
    ...{ operation, amount_minor: amount, payment_status: status, version: 3, created_at: '2030-01-31T12:00:00.000Z' },
  },
});
const whole = done('capture', '1000', 'captured');
const ranOut = { code: 'payment_expired' };
const released = { code: 'operation_not_allowed' };

const operationsOf = (states: readonly PaymentState[]) =>
  states.map(({ operations }) =>
    operations.map(({ operation, amountMinor }) => `${operation} ${amountMinor}`).join(', '),
  );

test('a hold without seconds outlasts every drill', () => {
  const { holdSeconds: _, ...longer } = intent;
  expect(holdTermOf({ ...payment, intent: longer })).toBeUndefined();
  expect(holdTermOf({ ...payment, acknowledgedAtMs: undefined })?.latestMs).toBe(Number.POSITIVE_INFINITY);
});

describe('a capture', () => {
  test.each<[string, Parameters<typeof capture>[0], Partial<ChangeAnswer>, boolean]>([
    ['in time is done', { requestedAtMs: 1_600 }, whole, true],
    ['that is answered before the end is not refused for it', { requestedAtMs: 1_600, atMs: 2_900 }, ranOut, false],
    ['that is answered before the end finds nothing released', { requestedAtMs: 1_600, atMs: 2_900 }, released, false],
    ['that is answered behind the earliest end may have run out', { requestedAtMs: 1_600, atMs: 3_000 }, ranOut, true],
    ['that is sent before the latest end may be done', { requestedAtMs: 3_500 }, whole, true],
    ['that is sent behind it is too late', { requestedAtMs: 3_600 }, whole, false],
    ['that is too late is told so', { requestedAtMs: 3_600 }, ranOut, true],
    ['that is too late finds everything released', { requestedAtMs: 3_600 }, released, true],
    ['that is too late is told nothing else', { requestedAtMs: 3_600 }, { code: 'merchant_balance_too_low' }, false],
  ])('%s', (_, at, answer, isAllowed) => {
    expect(followPayment(payment, [capture(at, answer)]).wrong).toHaveLength(isAllowed ? 0 : 1);
  });
});

test('what is still held in the end was released, whatever was answered before', () => {
  const late = capture({ requestedAtMs: 3_600 }, released);
  // The expiry was lost with its region.
  const { states, wrong } = followPayment(payment, [late, capture({ requestedAtMs: 3_700 }, ranOut), late]);
  expect(wrong).toEqual([]);
  expect(operationsOf(states)).toEqual(['authorize 1000, expire 1000']);
  expect(states.map(statusOf)).toEqual(['expired']);
});

test('of what was captured in part the rest is released', () => {
  const part = capture({ requestedAtMs: 1_600 }, done('partial_capture', '400', 'partially_captured'), '400');
  const { states } = followPayment(payment, [part, capture({ requestedAtMs: 3_600 }, ranOut)]);
  expect(operationsOf(states)).toEqual(['authorize 1000, partial_capture 400, expire 600']);
  expect(states.map(statusOf)).toEqual(['captured']);
});

test('a capture without an answer leaves two ends', () => {
  const { states } = followPayment(payment, [capture({ requestedAtMs: 1_600 })]);
  expect(operationsOf(states)).toEqual(['authorize 1000, expire 1000', 'authorize 1000, capture 1000']);
});

test('nothing is released twice', () => {
  const once = expired(initialState(intent));
  expect(expired(once)).toBe(once);
});
