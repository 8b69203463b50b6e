import {
  type EventOf,
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
  type WebhookType,
} from '@redoubt/contracts';

/** Events that webhooks are sent about: everything that the ledger does to a payment. */
export const paymentEventTypes = [
  PaymentHeldForReview,
  PaymentAuthorized,
  PaymentPartiallyCaptured,
  PaymentCaptured,
  PaymentVoided,
  PaymentExpired,
  PaymentPartiallyRefunded,
  PaymentRefunded,
  PaymentDisputed,
  PaymentDisputeEvidenceSubmitted,
  PaymentDisputeWon,
  PaymentDisputeLost,
  PaymentRejected,
  PaymentShortfallBooked,
] as const;

type AnyOf<T> = T extends (typeof paymentEventTypes)[number] ? EventOf<T> : never;

/** An event that webhooks are sent about. */
export type PaymentEvent = AnyOf<(typeof paymentEventTypes)[number]>;

/** The type of an event's webhook. */
export const webhookTypes = {
  PaymentHeldForReview: 'payment.held_for_review',
  PaymentAuthorized: 'payment.authorized',
  PaymentPartiallyCaptured: 'payment.partially_captured',
  PaymentCaptured: 'payment.captured',
  PaymentVoided: 'payment.voided',
  PaymentExpired: 'payment.expired',
  PaymentPartiallyRefunded: 'payment.partially_refunded',
  PaymentRefunded: 'payment.refunded',
  PaymentDisputed: 'payment.disputed',
  PaymentDisputeEvidenceSubmitted: 'payment.dispute_evidence_submitted',
  PaymentDisputeWon: 'payment.dispute_won',
  PaymentDisputeLost: 'payment.dispute_lost',
  PaymentRejected: 'payment.rejected',
  PaymentShortfallBooked: 'payment.shortfall_booked',
} as const satisfies Record<PaymentEvent['type'], WebhookType>;

/** Where an event stands among those of its merchant: its time to the millisecond, then its id. */
export function placeInTimeOf({ time, id }: Pick<PaymentEvent, 'time' | 'id'>): string {
  return `${new Date(time).toISOString()}#${id}`;
}
