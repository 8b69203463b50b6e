import { containsCardNumber } from '@redoubt/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliveryCursorOf, placeOfCursor } from '../../src/domain/delivery-cursor.ts';
import { paymentId } from '../support/payment-events.ts';

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const places = fc.record({
  version: fc.integer({ min: 1, max: 999_999 }),
  eventId: fc.uuid(),
  endpointId: hex(32).map((id) => `we_${id}`),
});
const place = { version: 2, eventId: '6f1d3c52-5f0b-5c0e-9a55-1d2f7f0b8a11', endpointId: `we_${'4'.repeat(32)}` };
const payment = { merchantId: 'acme', paymentId };
const cursor = deliveryCursorOf(payment, place);

test('a cursor leads to the place that it was made for, and looks like no card number', () => {
  fc.assert(
    fc.property(places, (any) => {
      const made = deliveryCursorOf(payment, any);
      expect(placeOfCursor(payment, made)).toEqual(any);
      expect(made).toMatch(/^[a-p]+\.[a-p]+$/);
      expect(containsCardNumber(made)).toBe(false);
    }),
  );
});

test('a cursor of another merchant leads nowhere', () => {
  expect(placeOfCursor({ ...payment, merchantId: 'globex' }, cursor)).toBeUndefined();
});

test('a cursor of another payment leads nowhere', () => {
  expect(placeOfCursor({ ...payment, paymentId: `pay_${'0'.repeat(32)}` }, cursor)).toBeUndefined();
});

test.each([
  ['no text', ''],
  ['any text', 'delivery#000002'],
  ['a text that was cut', cursor.slice(0, -1)],
  ['a text with one more letter', `${cursor}a`],
  ['a text in capitals', cursor.toUpperCase()],
  ['a place without its check', cursor.split('.')[0] ?? ''],
  ['another place with its check', cursor.replace(/^./, 'e')],
])('%s is no cursor', (_, text) => {
  expect(placeOfCursor(payment, text)).toBeUndefined();
});
