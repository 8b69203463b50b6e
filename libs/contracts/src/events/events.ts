import { z } from 'zod';
import { CreatePayment, DisputeReason, ReviewCodes } from '../commands.ts';
import { MerchantId, PaymentId, RecipientId } from '../ids.ts';
import { AmountMinor, AmountMinorOrZero, Currency } from '../money.ts';
import { OperationName, PaymentStatus } from '../outcomes.ts';
import { defineEvent } from './envelope.ts';
import { KeyRevoked, MerchantClosed, MerchantRegistered } from './merchant-events.ts';

const paymentFields = {
  paymentId: PaymentId,
  merchantId: MerchantId,
  amountMinor: AmountMinor,
  currency: Currency,
  reference: z.string().optional(),
  canary: z.boolean().optional(),
};

/** validation has journaled a payment and answered 202. Version 1 of every payment. Data is the command itself. */
export const PaymentAccepted = defineEvent('PaymentAccepted', 'payments.validation', CreatePayment);

/** The payment's state after a change; absent where the event's type says it all. */
const standingFields = {
  status: PaymentStatus.optional(),
  operation: OperationName.optional(),
  /** Amount of this operation; `amountMinor` is the payment's. */
  operationAmountMinor: AmountMinor.optional(),
  heldMinor: AmountMinorOrZero.optional(),
  capturedMinor: AmountMinorOrZero.optional(),
  refundedMinor: AmountMinorOrZero.optional(),
  /**
   * Place among all events ever announced of the payment; absent where it is the version. Of one place, the higher `epoch` counts: a
   * lost region's version is given again by its successor, and one that was announced may be higher than what replaces it.
   */
  order: z.number().int().min(1).optional(),
  /** Under dispute, and lost by disputes; absent where nothing is. */
  disputedMinor: AmountMinor.optional(),
  chargedBackMinor: AmountMinor.optional(),
  /** Operator who has just decided about it: the principal that signed the request. No webhook tells it. */
  decidedBy: z.string().max(1_000).optional(),
};
const changed = z.object({ ...paymentFields, ...standingFields });

/** transactions holds the amount until it is captured, voided or expires: at once, or after a review. */
export const PaymentAuthorized = defineEvent(
  'PaymentAuthorized',
  'payments.transactions',
  changed.extend({ expiresAt: z.iso.datetime() }),
);

/** A soft rule asks for a review: nothing is booked until somebody decides or the term is over. */
export const PaymentHeldForReview = defineEvent(
  'PaymentHeldForReview',
  'payments.transactions',
  changed.extend({ review: ReviewCodes, expiresAt: z.iso.datetime() }),
);

/** transactions has booked the whole amount: at once, or with the last of several captures. */
export const PaymentCaptured = defineEvent('PaymentCaptured', 'payments.transactions', changed);

/** transactions has booked a part of what was held; the rest is still held. */
export const PaymentPartiallyCaptured = defineEvent('PaymentPartiallyCaptured', 'payments.transactions', changed);

/** The merchant has released what was still held. */
export const PaymentVoided = defineEvent('PaymentVoided', 'payments.transactions', changed);

/** An authorization was not captured in time and is released; or a review was not decided in time. */
export const PaymentExpired = defineEvent('PaymentExpired', 'payments.transactions', changed);

/** Everything captured has been refunded. */
export const PaymentRefunded = defineEvent('PaymentRefunded', 'payments.transactions', changed);

/** A part of what was captured has been refunded. */
export const PaymentPartiallyRefunded = defineEvent('PaymentPartiallyRefunded', 'payments.transactions', changed);

/** A payer disputes the payment or a part of it: the network has taken the money, and the merchant's balance is lower by it. */
export const PaymentDisputed = defineEvent(
  'PaymentDisputed',
  'payments.transactions',
  changed.extend({ disputeReason: DisputeReason }),
);

/** The merchant has said what speaks for it; whoever deals with the network passes it on. */
export const PaymentDisputeEvidenceSubmitted = defineEvent(
  'PaymentDisputeEvidenceSubmitted',
  'payments.transactions',
  changed.extend({ evidence: z.string().max(1_000) }),
);

/** The network has decided a dispute for the merchant, which has its money back. */
export const PaymentDisputeWon = defineEvent('PaymentDisputeWon', 'payments.transactions', changed);

/** The network has decided a dispute for the payer. */
export const PaymentDisputeLost = defineEvent('PaymentDisputeLost', 'payments.transactions', changed);

/**
 * The promoted ledger cannot carry a change that was answered before the failover: the rest is booked against
 * `suspense/failover`, so that the answer stays true. A person must settle it.
 */
export const PaymentShortfallBooked = defineEvent(
  'PaymentShortfallBooked',
  'payments.transactions',
  changed.extend({ shortfallMinor: AmountMinor }),
);

/** The merchant's terms refuse the payment, or its review did (`rejected_in_review`); nothing is booked. */
export const PaymentRejected = defineEvent(
  'PaymentRejected',
  'payments.transactions',
  changed.extend({ reason: z.string().max(64) }),
);

/**
 * transactions has announced everything committed by a time. Subject is the ledger, version the second of that time: read
 * models learn up to when they are complete.
 */
export const OutboxRelayed = defineEvent(
  'OutboxRelayed',
  'payments.transactions',
  z.object({ upTo: z.iso.datetime() }),
);

/**
 * notifications has delivered a webhook, because the endpoint answered 2xx, or has handed a message for a channel to SES or SNS. Subject
 * is the delivery.
 */
export const NotificationDelivered = defineEvent(
  'NotificationDelivered',
  'payments.notifications',
  z.object({
    paymentId: PaymentId,
    merchantId: MerchantId,
    endpointId: RecipientId,
    eventId: z.uuid(),
    attempts: z.number().int().min(1),
  }),
);

/**
 * notifications sends nothing to an endpoint any more, until it is resumed: its receiver answered 410, or no attempt has succeeded
 * for five days. So it is with a channel whose address does not exist, or whose person complains. Its owner must be told. Subject is
 * the endpoint or channel.
 */
export const EndpointPaused = defineEvent(
  'EndpointPaused',
  'payments.notifications',
  z.object({
    merchantId: MerchantId,
    endpointId: RecipientId,
    reason: z.enum(['gone', 'failing', 'requested', 'bounced', 'complained']),
    failingSince: z.iso.datetime().optional(),
  }),
);

/** Every event type, by name. */
export const eventTypes = {
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
  OutboxRelayed,
  NotificationDelivered,
  EndpointPaused,
  MerchantRegistered,
  MerchantClosed,
  KeyRevoked,
} as const;
