import { eventOf, eventTypes } from '@redoubt/contracts';
import { expect, test } from 'vitest';
import { changeOf, type PaymentEvent } from '../../src/domain/payment-change.ts';

const payment = { paymentId: `pay_${'a'.repeat(32)}`, merchantId: 'acme', amountMinor: '1050', currency: 'EUR' };

/** An event that was published before events said where their payment stands, unless data says so. */
function anEvent(name: 'PaymentCaptured' | 'PaymentVoided', data: Readonly<Record<string, string>> = {}): PaymentEvent {
  return eventOf(
    eventTypes[name],
    {
      subject: payment.paymentId,
      aggregateVersion: 2,
      time: '2026-11-21T10:00:01.000Z',
      correlationId: 'journey',
      causationId: 'command',
      epoch: 3,
      originRegion: 'us-east-1',
    },
    { ...payment, ...data } as never,
  ) as PaymentEvent;
}

test('a change has the place of its event in the life of the payment', () => {
  expect(changeOf(anEvent('PaymentCaptured'))).toMatchObject({
    ...payment,
    epoch: 3,
    version: 2,
    at: '2026-11-21T10:00:01.000Z',
  });
});

test('a capture that says no more is of the whole amount', () => {
  const sums = { heldMinor: '0', capturedMinor: '1050', refundedMinor: '0' };
  expect(changeOf(anEvent('PaymentCaptured'))).toMatchObject({ status: 'captured', ...sums });
});

test('an event that says where its payment stands is believed, whatever its name', () => {
  const standing = { status: 'captured', heldMinor: '0', capturedMinor: '50', refundedMinor: '0' };
  expect(changeOf(anEvent('PaymentVoided', standing))).toMatchObject(standing);
});

test('an event that should say so and does not is a mistake: nothing is made up', () => {
  expect(() => changeOf(anEvent('PaymentVoided'))).toThrow(/PaymentVoided .* does not say where its payment stands/);
});
