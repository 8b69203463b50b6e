import { z } from 'zod';
import { CreatePayment } from './commands.ts';
import { defineEvent } from './envelope.ts';
import { EndpointId, MerchantId, PaymentId } from './ids.ts';
import { AmountMinor, Currency } from './money.ts';

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

/** transactions has booked the whole amount. */
export const PaymentCaptured = defineEvent('PaymentCaptured', 'payments.transactions', z.object(paymentFields));

/** transactions has refused the payment; nothing is booked. */
export const PaymentRejected = defineEvent(
  'PaymentRejected',
  'payments.transactions',
  z.object({ ...paymentFields, reason: z.string().max(64) }),
);

/** notifications has delivered a webhook: the endpoint answered 2xx. Subject is the delivery. */
export const NotificationDelivered = defineEvent(
  'NotificationDelivered',
  'payments.notifications',
  z.object({
    paymentId: PaymentId,
    merchantId: MerchantId,
    endpointId: EndpointId,
    eventId: z.uuid(),
    attempts: z.number().int().min(1),
  }),
);

/** Every event type, by name. */
export const eventTypes = { PaymentAccepted, PaymentCaptured, PaymentRejected, NotificationDelivered } as const;
