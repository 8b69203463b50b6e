import { expect, test } from 'vitest';
import { commandIdOf, deliveryIdOf, eventIdOf, PaymentId, paymentIdOf, transferIdOf, uuidOf } from '../src/index.ts';

const scope = { merchantId: 'acme', route: 'POST /validation/v1/payments', idempotencyKey: 'k-1' };

test('an id is a version 5 UUID of the RFC 9562 variant', () => {
  expect(uuidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('ids never change: these were handed out', () => {
  expect(commandIdOf(scope)).toBe('a72a26e0-0f97-55c4-a9fc-d840fb805728');
  expect(paymentIdOf(commandIdOf(scope))).toBe('pay_ca615b9e58c1534b839e62ab07102ff6');
  expect(eventIdOf({ aggregateId: 'pay_1', version: 1, type: 'PaymentAccepted', commandId: 'c' })).toBe(
    '29811640-a5ec-5417-9f71-6dcd15c1168e',
  );
  expect(transferIdOf({ paymentId: 'pay_1', version: 1, sequence: 1 })).toBe('135c97b3-d7b1-5c0c-9655-cf6b362619dd');
});

test('where one part ends and the next begins counts', () => {
  expect(uuidOf('ab', 'c')).not.toBe(uuidOf('a', 'bc'));
  expect(uuidOf('a', '')).not.toBe(uuidOf('a'));
});

test.each([
  ['merchant', { ...scope, merchantId: 'acme2' }],
  ['route', { ...scope, route: 'POST /transactions/v1/refunds' }],
  ['key', { ...scope, idempotencyKey: 'k-2' }],
])('another %s is another command', (_, other) => {
  expect(commandIdOf(other)).not.toBe(commandIdOf(scope));
});

test('a payment id is what the API says it is', () => {
  expect(PaymentId.safeParse(paymentIdOf(commandIdOf(scope))).success).toBe(true);
  expect(PaymentId.safeParse('pay_123').success).toBe(false);
});

test('each endpoint gets its own delivery of one event', () => {
  const one = deliveryIdOf({ eventId: 'e', endpointId: 'we_1' });
  expect(one).toMatch(/^msg_[0-9a-f]{32}$/);
  expect(deliveryIdOf({ eventId: 'e', endpointId: 'we_2' })).not.toBe(one);
});
