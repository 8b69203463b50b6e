import {
  PaymentAccepted,
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
  type PaymentStatus,
  PaymentVoided,
  type ReviewCodes,
} from '@redoubt/contracts';
import type { AnyEventOf } from '@redoubt/lambda-kit';

/** Events that carry a payment's state. */
export const paymentEventTypes = [
  PaymentAccepted,
  PaymentHeldForReview,
  PaymentAuthorized,
  PaymentCaptured,
  PaymentPartiallyCaptured,
  PaymentVoided,
  PaymentExpired,
  PaymentRefunded,
  PaymentPartiallyRefunded,
  PaymentDisputed,
  PaymentDisputeEvidenceSubmitted,
  PaymentDisputeWon,
  PaymentDisputeLost,
  PaymentShortfallBooked,
  PaymentRejected,
] as const;
export type PaymentEvent = AnyEventOf<(typeof paymentEventTypes)[number]>;

/** A payment's state after one of its versions, from one event. Amounts are decimal texts of minor units. */
export interface PaymentChange {
  readonly paymentId: string;
  /** A newer epoch may assign the versions of a lost region again; the newer epoch counts. */
  readonly epoch: number;
  readonly version: number;
  readonly at: string;
  readonly status: PaymentStatus;
  readonly merchantId: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly reference?: string | undefined;
  readonly reason?: string | undefined;
  /** Why it is held for review. */
  readonly review?: ReviewCodes | undefined;
  /** Sums after this version; absent while only accepted. */
  readonly heldMinor?: string | undefined;
  readonly capturedMinor?: string | undefined;
  readonly refundedMinor?: string | undefined;
  /** Absent where nothing is disputed, or lost by disputes. */
  readonly disputedMinor?: string | undefined;
  readonly chargedBackMinor?: string | undefined;
  /** When its authorization or its review expires. */
  readonly holdsUntil?: string | undefined;
}

/** Each event is enough on its own: they come in no order. */
export function changeOf(event: PaymentEvent): PaymentChange {
  const { paymentId, merchantId, amountMinor, currency, reference } = event.data;
  return {
    paymentId,
    epoch: event.epoch,
    version: event.aggregateversion,
    at: event.time,
    merchantId,
    amountMinor,
    currency,
    reference,
    ...standingOf(event),
  };
}

type Standing = Pick<
  PaymentChange,
  | 'status'
  | 'reason'
  | 'review'
  | 'heldMinor'
  | 'capturedMinor'
  | 'refundedMinor'
  | 'disputedMinor'
  | 'chargedBackMinor'
  | 'holdsUntil'
>;

function standingOf(event: PaymentEvent): Standing {
  switch (event.type) {
    case 'PaymentAccepted':
      return { status: 'accepted' };
    case 'PaymentAuthorized': {
      const { amountMinor: heldMinor, expiresAt: holdsUntil } = event.data;
      return { status: 'authorized', heldMinor, capturedMinor: '0', refundedMinor: '0', holdsUntil };
    }
    case 'PaymentHeldForReview': {
      const { review, expiresAt: holdsUntil } = event.data;
      return { status: 'review', review, heldMinor: '0', capturedMinor: '0', refundedMinor: '0', holdsUntil };
    }
    case 'PaymentRejected': {
      const { reason } = event.data;
      return { status: 'rejected', reason, heldMinor: '0', capturedMinor: '0', refundedMinor: '0' };
    }
    default: {
      const { status, amountMinor, heldMinor, capturedMinor, refundedMinor, disputedMinor, chargedBackMinor } =
        event.data;
      if (status !== undefined) {
        return { status, heldMinor, capturedMinor, refundedMinor, disputedMinor, chargedBackMinor };
      }
      // The event of an immediate capture carries no sums: it is of the whole amount.
      if (event.type === 'PaymentCaptured') {
        return { status: 'captured', heldMinor: '0', capturedMinor: amountMinor, refundedMinor: '0' };
      }
      throw new Error(`${event.type} ${event.id} does not say where its payment stands`);
    }
  }
}
