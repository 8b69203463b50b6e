import { expect, test } from 'vitest';
import { mergePayments, safetyOf, statusOf, stepsText } from '../../page/model/payment-model.ts';
import type { PaymentRow, PaymentStory } from '../../src/wire.ts';

function aRow(id: string, over: Partial<PaymentRow> = {}): PaymentRow {
  const at = '2030-01-01T00:00:00.000Z';
  return {
    id,
    merchantId: 'acme',
    amount: '10.50 EUR',
    status: 'captured',
    isCanary: false,
    region: 'us-east-1',
    epoch: 1,
    updatedAt: at,
    ...over,
  };
}

test('a new payment comes on top, a changed one keeps its place', () => {
  const list = [aRow('b'), aRow('a')];
  const merged = mergePayments(list, [aRow('a', { status: 'refunded' }), aRow('c')]);
  expect(merged.map(({ id, status }) => [id, status])).toEqual([
    ['c', 'captured'],
    ['b', 'captured'],
    ['a', 'refunded'],
  ]);
});

test('a page keeps four hundred', () => {
  const many = Array.from({ length: 500 }, (_, index) => aRow(String(index)));
  expect(mergePayments([], many)).toHaveLength(400);
  expect(mergePayments([], many)[0]?.id).toBe('499');
});

test('times count from the request where it is known, from the acceptance where not', () => {
  const request = {
    sentAt: '2030-01-01T00:00:00.000Z',
    answeredAt: '2030-01-01T00:00:00.120Z',
    servedBy: 'us-east-1;1',
    attempts: 1,
  };
  const row = aRow('a', { acceptedAt: '2030-01-01T00:00:00.100Z', bookedAt: '2030-01-01T00:00:00.300Z' });
  expect(stepsText({ ...row, request })).toBe('acknowledged 120 ms · booked 300 ms');
  expect(stepsText(row)).toBe('booked 200 ms');
  expect(stepsText(aRow('a'))).toBe('');
});

test.each([
  ['accepted', 'quiet'],
  ['captured', 'good'],
  ['partially_refunded', 'good'],
  ['rejected', 'bad'],
  ['charged_back', 'bad'],
])('%s is %s', (status, tone) => {
  expect(statusOf({ status })).toEqual({ tone, text: status.replaceAll('_', ' ') });
});

const step = (kind: PaymentStory['steps'][number]['kind']) => ({ at: '', kind, title: '', text: '' });
const story = (...kinds: PaymentStory['steps'][number]['kind'][]): PaymentStory => ({
  id: 'pay_1',
  steps: kinds.map(step),
  sources: [],
});

test('a payment that is journaled is safe, booked or not', () => {
  expect(safetyOf(story('journal')).text).toBe('Yes, it is safe; its booking is still to come');
  expect(safetyOf(story('journal', 'ledger', 'transfer')).text).toBe('Yes, it is safe and booked');
  const row = aRow('a', { bookedAt: '2030-01-01T00:00:00.300Z' });
  expect(safetyOf({ ...story('journal', 'event'), row }).text).toBe('Yes, it is safe and booked');
});

test('an event alone proves nothing', () => {
  expect(safetyOf(story('event', 'webhook'))).toMatchObject({
    tone: 'warn',
    text: expect.stringContaining('announced'),
  });
  expect(safetyOf(story('webhook'))).toMatchObject({ tone: 'warn', text: 'Nothing is known of it here' });
});
