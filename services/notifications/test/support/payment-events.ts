import {
  type EventOf,
  eventOf,
  type Occurrence,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentDisputed,
  PaymentDisputeEvidenceSubmitted,
  PaymentDisputeLost,
  PaymentDisputeWon,
  PaymentExpired,
  PaymentHeldForReview,
  PaymentPartiallyCaptured,
  PaymentPartiallyRefunded,
  PaymentRefunded,
  PaymentRejected,
  PaymentShortfallBooked,
  PaymentVoided,
} from '@redoubt/contracts';
import type { PaymentEvent } from '../../src/domain/payment-event.ts';

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

export function aPartialRefund(over: Partial<Occurrence> = {}): EventOf<typeof PaymentPartiallyRefunded> {
  return eventOf(
    PaymentPartiallyRefunded,
    { ...occurrence, aggregateVersion: 3, ...over },
    {
      ...payment,
      status: 'partially_refunded',
      operation: 'partial_refund',
      operationAmountMinor: '50',
      heldMinor: '0',
      capturedMinor: '1050',
      refundedMinor: '50',
    },
  );
}

/** An event of every type that webhooks are sent about, as the ledger records them. */
export function oneOfEach(): readonly PaymentEvent[] {
  const later = { ...occurrence, aggregateVersion: 3 };
  const none = { heldMinor: '0', capturedMinor: '0', refundedMinor: '0' };
  const whole = { operationAmountMinor: '1050' };
  const disputed = {
    ...payment,
    ...none,
    ...whole,
    status: 'disputed',
    capturedMinor: '1050',
    disputedMinor: '1050',
  } as const;
  return [
    eventOf(PaymentHeldForReview, occurrence, {
      ...payment,
      review: ['duplicate_submit'],
      expiresAt: '2030-02-03T12:00:00.000Z',
    }),
    eventOf(PaymentAuthorized, occurrence, { ...payment, expiresAt: '2030-02-07T12:00:00.000Z' }),
    eventOf(PaymentPartiallyCaptured, later, {
      ...payment,
      ...none,
      status: 'partially_captured',
      operation: 'partial_capture',
      operationAmountMinor: '1000',
      heldMinor: '50',
      capturedMinor: '1000',
    }),
    eventOf(PaymentCaptured, later, {
      ...payment,
      ...none,
      ...whole,
      status: 'captured',
      operation: 'capture',
      capturedMinor: '1050',
    }),
    eventOf(PaymentVoided, later, { ...payment, ...none, ...whole, status: 'voided', operation: 'void' }),
    eventOf(PaymentExpired, later, { ...payment, ...none, ...whole, status: 'expired', operation: 'expire' }),
    aPartialRefund(),
    eventOf(PaymentRefunded, later, {
      ...payment,
      ...none,
      ...whole,
      status: 'refunded',
      operation: 'refund',
      capturedMinor: '1050',
      refundedMinor: '1050',
    }),
    eventOf(PaymentDisputed, later, { ...disputed, operation: 'open_dispute', disputeReason: 'not_received' }),
    eventOf(PaymentDisputeEvidenceSubmitted, later, {
      ...disputed,
      operation: 'submit_evidence',
      evidence: 'signed for on the 21st',
    }),
    eventOf(PaymentDisputeWon, later, {
      ...payment,
      ...none,
      ...whole,
      status: 'captured',
      operation: 'win_dispute',
      capturedMinor: '1050',
    }),
    eventOf(PaymentDisputeLost, later, {
      ...payment,
      ...none,
      ...whole,
      status: 'charged_back',
      operation: 'lose_dispute',
      capturedMinor: '1050',
      chargedBackMinor: '1050',
    }),
    aRejection(),
    eventOf(PaymentShortfallBooked, later, {
      ...payment,
      ...none,
      ...whole,
      status: 'voided',
      operation: 'capture',
      shortfallMinor: '1050',
    }),
  ];
}
