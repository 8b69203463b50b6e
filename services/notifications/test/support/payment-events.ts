import { type EventOf, eventOf, type Occurrence, PaymentCaptured, PaymentRejected } from '@redoubt/contracts';

export const paymentId = `pay_${'a'.repeat(32)}`;

const occurrence: Occurrence = {
  subject: paymentId,
  aggregateVersion: 2,
  time: '2030-01-31T12:00:00.000Z',
  correlationId: 'journey',
  causationId: 'cause',
  epoch: 1,
  originRegion: 'us-east-1',
};
const payment = { paymentId, merchantId: 'acme', amountMinor: '1050', currency: 'EUR', reference: 'order 7' };

export function aCapture(over: Partial<Occurrence> = {}): EventOf<typeof PaymentCaptured> {
  return eventOf(PaymentCaptured, { ...occurrence, ...over }, payment);
}

export function aRejection(): EventOf<typeof PaymentRejected> {
  return eventOf(PaymentRejected, occurrence, { ...payment, reason: 'merchant_blocked' });
}
