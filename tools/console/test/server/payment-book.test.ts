import { expect, test } from 'vitest';
import { PaymentBook } from '../../src/server/state/payment-book.ts';
import { anEvent, paymentId } from '../a-host.ts';

const accepted = anEvent('PaymentAccepted', { aggregateversion: 1, time: '2030-01-01T00:00:00.000Z' });
const captured = anEvent('PaymentCaptured', { aggregateversion: 2, time: '2030-01-01T00:00:00.300Z' });

function heard(...events: ReturnType<typeof anEvent>[]): PaymentBook {
  const book = new PaymentBook();
  for (const event of events) book.hear('us-east-1', event);
  return book;
}

test('a payment goes from its acceptance to its webhook', () => {
  const delivered = anEvent('NotificationDelivered', { time: '2030-01-01T00:00:00.500Z' });
  expect(heard(accepted, captured, delivered).find(paymentId)).toMatchObject({
    status: 'captured',
    amount: '10.50 EUR',
    acceptedAt: '2030-01-01T00:00:00.000Z',
    bookedAt: '2030-01-01T00:00:00.300Z',
    deliveredAt: '2030-01-01T00:00:00.500Z',
  });
});

test('the bus is unordered: an older event changes no status', () => {
  expect(heard(captured, accepted).find(paymentId)).toMatchObject({ status: 'captured', acceptedAt: accepted.at });
});

test('of two regions the higher epoch counts, whatever the versions', () => {
  const lost = anEvent('PaymentRefunded', { aggregateversion: 3 });
  const again = anEvent('PaymentCaptured', { aggregateversion: 2, epoch: 2, originregion: 'us-east-2' });
  expect(heard(accepted, captured, lost, again).find(paymentId)).toMatchObject({
    status: 'captured',
    epoch: 2,
    region: 'us-east-2',
  });
  expect(heard(again, lost).find(paymentId)).toMatchObject({ status: 'captured', epoch: 2 });
});

test('the first booking stays the time of booking', () => {
  const refunded = anEvent('PaymentRefunded', { aggregateversion: 3, time: '2030-01-01T01:00:00.000Z' });
  expect(heard(accepted, captured, refunded).find(paymentId)).toMatchObject({
    status: 'refunded',
    bookedAt: captured.at,
  });
});

test('a rejected payment was never booked', () => {
  const rejected = anEvent('PaymentRejected', { aggregateversion: 2 });
  expect(heard(accepted, rejected).find(paymentId)).not.toHaveProperty('bookedAt');
});

test('is found by parts of its id and of its reference, in either case', () => {
  const book = heard(accepted);
  expect(book.search('PAY_0123').map(({ id }) => id)).toEqual([paymentId]);
  expect(book.search('order 7').map(({ id }) => id)).toEqual([paymentId]);
  expect(book.search('order 8')).toEqual([]);
  expect(book.search(' ')).toEqual([]);
});

test('rows that changed are given once', () => {
  const book = heard(accepted, captured);
  expect(book.takeChanged()).toHaveLength(1);
  expect(book.takeChanged()).toEqual([]);
});

test('events without a payment, or with an amount that is none, break nothing', () => {
  const book = heard(
    anEvent('OutboxRelayed', {}, { paymentId: undefined }),
    anEvent('PaymentAccepted', {}, { currency: 'XXQ' }),
  );
  expect(book.find(paymentId)).toMatchObject({ amount: '' });
});

test('forgets the oldest of many', () => {
  const book = new PaymentBook();
  for (let at = 0; at <= 5000; at++) book.hear('us-east-1', anEvent('PaymentAccepted', {}, { paymentId: `pay_${at}` }));
  expect(book.find('pay_0')).toBeUndefined();
  expect(book.find('pay_1')).toBeDefined();
  expect(book.newest(10_000)).toHaveLength(5000);
});
