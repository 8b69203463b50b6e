import {
  type CreatePayment,
  type CreatePaymentRequest,
  commandIdOf,
  paymentIdOf,
  type ValidationClaims,
} from '@redoubt/contracts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /payment/process';

/** A request to book a validated payment. */
export interface ValidatedRequest {
  readonly request: CreatePaymentRequest;
  readonly claims: ValidationClaims;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  readonly receivedAt: Date;
}

/** The command of a validated payment. Its id comes from the validation's, so that one token is one payment. */
export function processCommandOf({
  request,
  claims,
  correlationId,
  traceparent,
  receivedAt,
}: ValidatedRequest): CreatePayment {
  const { validationId: idempotencyKey, merchantId } = claims;
  const commandId = commandIdOf({ merchantId, route, idempotencyKey });
  return {
    type: 'CreatePayment',
    commandId,
    paymentId: paymentIdOf(commandId),
    merchantId,
    amountMinor: request.amount_minor,
    currency: request.currency,
    ...(request.reference === undefined ? {} : { reference: request.reference }),
    ...(request.customer_id === undefined ? {} : { customerId: request.customer_id }),
    ...(claims.outcome === 'review' ? { review: claims.reasons } : {}),
    acceptedAt: receivedAt.toISOString(),
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}
