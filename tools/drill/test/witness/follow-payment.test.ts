import { expect, test } from 'vitest';
import type { ChangeIntent, PaymentIntent } from '../../src/load/intents.ts';
import { type ExpectedAnswer, expectedAnswer } from '../../src/witness/expected-answer.ts';
import { followPayment } from '../../src/witness/follow-payment.ts';
import { disputeFeeOf, feeOf, initialState, type PaymentState, statusOf } from '../../src/witness/payment-model.ts';
import type { BookedChange } from '../../src/witness/read-book.ts';

const intent = (over: Partial<PaymentIntent> = {}): PaymentIntent => {
  return { merchantId: 'acme', amountMinor: '1000', currency: 'EUR', reference: 'r', capture: 'manual', ...over };
};
/** Requested and acknowledged at once. */
const payment = (over: Partial<PaymentIntent> = {}) => {
  return { intent: intent(over), requestedAtMs: 0, acknowledgedAtMs: 0 };
};
const change = (action: ChangeIntent['action'], amountMinor?: string, seen: ChangeIntent['seen'] = 'nothing') => {
  return { reference: 'r', action, seen, ...(amountMinor === undefined ? {} : { amountMinor }) } satisfies ChangeIntent;
};

const lastCapture = (amountMinor: string) => ({ ...change('capture', amountMinor), isFinal: true as const });

/** Where a payment stands before anything is asked for. */
function first(over: Partial<PaymentIntent> = {}): PaymentState {
  return initialState(intent(over));
}

/** Where a payment stands after changes that are all allowed. */
function after(...changes: readonly ChangeIntent[]): PaymentState {
  return afterAllOf(changes, first());
}

function afterAllOf(changes: readonly ChangeIntent[], start: PaymentState): PaymentState {
  return changes.reduce((state, it) => {
    const due = expectedAnswer(state, it);
    if (due.status !== 201) throw new Error(`${it.action} is refused: ${due.code}`);
    return due.after;
  }, start);
}

test.each<[string, Partial<PaymentIntent>, string]>([
  ['held when it is captured by hand', {}, 'authorized'],
  ['captured when it is not', { capture: 'automatic' }, 'captured'],
  [
    'captured at the limit of what is looked at',
    { capture: 'automatic', currency: 'JPY', amountMinor: '178000000' },
    'captured',
  ],
  ['held for review one minor unit above', { currency: 'JPY', amountMinor: '178000001' }, 'review'],
  ['captured at the limit of another currency', { capture: 'automatic', amountMinor: '100000000' }, 'captured'],
  ['held for review one minor unit above that', { amountMinor: '100000001' }, 'review'],
])('a payment is %s', (_, over, status) => {
  expect(statusOf(first(over))).toBe(status);
});

test.each<[string, readonly ChangeIntent[], string]>([
  ['a part', [change('capture', '999')], 'partially_captured'],
  ['all of it, said', [change('capture', '1000')], 'captured'],
  ['all of it in parts', [change('capture', '1'), change('capture')], 'captured'],
  ['nothing', [change('void')], 'voided'],
  ['a part, the rest is released', [change('capture', '1'), change('void')], 'captured'],
  ['a part, given back while the rest is held', [change('capture', '9'), change('refund')], 'partially_captured'],
  [
    'a part, given back before the rest is released',
    [change('capture', '9'), change('refund'), change('void')],
    'refunded',
  ],
  ['all, and a part is given back', [change('capture'), change('refund', '999')], 'partially_refunded'],
  ['all, and all is given back', [change('capture'), change('refund', '1'), change('refund')], 'refunded'],
  ['a part at last, the rest is released with it,', [lastCapture('1')], 'captured'],
  ['all, and a part is disputed', [change('capture'), change('dispute', '1')], 'disputed'],
  ['all, and the dispute is answered', [change('capture'), change('dispute'), change('evidence')], 'disputed'],
  ['all, and the dispute is won', [change('capture'), change('dispute'), change('win')], 'captured'],
  ['all, and a part is lost', [change('capture'), change('dispute', '1'), change('lose')], 'partially_refunded'],
  [
    'all, a part is given back and the rest lost',
    [change('capture'), change('refund', '1'), change('dispute'), change('lose')],
    'charged_back',
  ],
])('of a payment that is held, %s is captured', (_, changes, status) => {
  expect(statusOf(after(...changes))).toBe(status);
});

test.each<[string, readonly ChangeIntent[], ChangeIntent, Partial<ExpectedAnswer>]>([
  ['a capture of one too much', [], change('capture', '1001'), { status: 422, code: 'amount_over_authorized' }],
  ['a capture after a void', [change('void')], change('capture'), { status: 409 }],
  ['a second void', [change('void')], change('void'), { status: 409 }],
  ['a void of what is captured', [change('capture')], change('void'), { status: 409 }],
  ['a refund of what is only held', [], change('refund'), { status: 409 }],
  [
    'a refund of more than is captured while something is held',
    [change('capture', '999')],
    change('refund', '1000'),
    { status: 422, code: 'amount_over_captured' },
  ],
  [
    'a refund of one too much',
    [change('capture')],
    change('refund', '1001'),
    { status: 422, code: 'amount_over_captured' },
  ],
  ['a refund of what is given back', [change('capture'), change('refund')], change('refund'), { status: 409 }],
  ['a dispute of what is only held', [], change('dispute'), { status: 409 }],
  ['a second dispute', [change('capture'), change('dispute', '1')], change('dispute', '1'), { status: 409 }],
  [
    'a dispute of more than was not given back',
    [change('capture'), change('refund', '1')],
    change('dispute', '1000'),
    { status: 422, code: 'amount_over_captured' },
  ],
  [
    'a refund of what is disputed',
    [change('capture'), change('dispute', '1')],
    change('refund', '1000'),
    { status: 422, code: 'amount_over_captured' },
  ],
  ['a decision without a dispute', [change('capture')], change('win'), { status: 409 }],
  ['a second decision', [change('capture'), change('dispute'), change('lose')], change('win'), { status: 409 }],
  ['a capture after the last one', [lastCapture('1')], change('capture'), { status: 409 }],
  ['a claim of an old version', [], change('capture', '1', 'old_version'), { status: 412 }],
])('%s is refused', (_, before, asked, due) => {
  expect(expectedAnswer(after(...before), asked)).toMatchObject(due);
});

const reviewed = { currency: 'JPY', amountMinor: '178000001' } as const;

test.each<[string, Partial<PaymentIntent>, readonly ChangeIntent[], string]>([
  ['captured', { capture: 'automatic' }, [change('approve')], 'captured'],
  ['held', {}, [change('approve')], 'authorized'],
  ['held and then captured', {}, [change('approve'), change('capture')], 'captured'],
  ['rejected', {}, [change('reject')], 'rejected'],
])('a payment under review is %s by those who decide', (_, over, changes, status) => {
  expect(statusOf(afterAllOf(changes, first({ ...reviewed, ...over })))).toBe(status);
});

test.each<[string, ChangeIntent]>([
  ['a capture', change('capture')],
  ['a void', change('void')],
  ['a refund', change('refund')],
])('%s of a payment under review is refused', (_, asked) => {
  expect(expectedAnswer(first(reviewed), asked)).toMatchObject({ status: 409 });
});

test('an approval of what is not under review is refused, and a second decision too', () => {
  expect(expectedAnswer(first(), change('approve'))).toMatchObject({ status: 409 });
  expect(expectedAnswer(afterAllOf([change('reject')], first(reviewed)), change('approve'))).toMatchObject({
    status: 409,
  });
});

test('the fee is that of all captures together, rounded down, and is not given back', () => {
  expect(feeOf(after(change('capture', '71')))).toBe(0n);
  expect(feeOf(after(change('capture', '71'), change('capture', '1')))).toBe(1n);
  expect(feeOf(after(change('capture'), change('refund')))).toBe(14n);
});

test('each dispute costs the worth of 15 euros, and a dispute that is won does not give that back', () => {
  const twice = after(change('capture'), change('dispute', '1'), change('win'), change('dispute', '2'));
  const inEachCurrency = ['EUR', 'USD', 'JPY', 'KWD'].map((currency) => disputeFeeOf(twice, currency));
  expect(inEachCurrency).toEqual([3_000n, 3_480n, 5_340n, 10_680n]);
  expect(feeOf(twice)).toBe(14n);
});

/** A change as the book has it, answered with what is due where a payment stands; or with nothing. */
function booked(asked: ChangeIntent, state?: PaymentState): BookedChange {
  const atMs = 0;
  const common = { change: asked, idempotencyKey: 'k', requestedAtMs: 0 };
  if (state === undefined) return { ...common, answers: [] };
  const due = expectedAnswer(state, asked);
  if (due.status !== 201) {
    return {
      ...common,
      answers: [{ atMs, status: due.status, body: '', operation: undefined, code: due.code, servedBy: undefined }],
    };
  }
  const operation = {
    id: `op_${'0'.repeat(32)}`,
    payment_id: `pay_${'0'.repeat(32)}`,
    merchant_id: 'acme',
    operation: due.operation.operation,
    amount_minor: String(due.operation.amountMinor),
    currency: 'EUR' as const,
    payment_status: statusOf(due.after) as 'captured',
    version: due.operation.version,
    created_at: '2030-01-31T12:00:00.000Z',
  };
  return { ...common, answers: [{ atMs, status: 201, body: '', operation, code: undefined, servedBy: undefined }] };
}

test('a change without an answer leaves two places where the payment may stand', () => {
  const unanswered = booked(change('capture', '600'));
  const { states, wrong } = followPayment(payment(), [unanswered]);
  expect(states).toEqual([after(), after(change('capture', '600'))]);
  expect(wrong).toEqual([]);
});

test('a later answer tells which of them it was', () => {
  const first = change('capture', '600');
  const then = change('capture', '500');
  const unanswered = booked(first);
  const refused = followPayment(payment(), [unanswered, booked(then, after(first))]);
  expect(refused).toEqual({ states: [after(first)], wrong: [] });
  const done = followPayment(payment(), [unanswered, booked(then, after())]);
  expect(done).toEqual({ states: [after(then)], wrong: [] });
});

test('a change without an answer that could only be refused leaves one place', () => {
  const { states } = followPayment(payment(reviewed), [booked(change('refund'))]);
  expect(states).toEqual([first(reviewed)]);
});

test('an answer that no history allows is wrong, and says what was due', () => {
  const { wrong } = followPayment(payment(), [booked(change('capture'), after(change('capture', '1')))]);
  expect(wrong).toHaveLength(1);
  expect(wrong[0]?.text).toContain('expected 201 capture of 1000, version 3, captured');
});
