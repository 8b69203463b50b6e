import { type EventOf, PaymentCaptured, PaymentRejected } from '@redoubt/contracts';

/** Events that merchants are told of. */
export const paymentEventTypes = [PaymentCaptured, PaymentRejected] as const;

/** An event that merchants are told of. */
export type PaymentEvent = EventOf<typeof PaymentCaptured> | EventOf<typeof PaymentRejected>;
