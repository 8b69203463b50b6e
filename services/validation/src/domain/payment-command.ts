import {
  type AcceptedPayment,
  type CreatePayment,
  type CreatePaymentRequest,
  canaryMerchantId,
  commandIdOf,
  paymentIdOf,
} from '@redoubt/contracts';
import { codesOf, type Decision } from './decide.ts';

/** The route as documented: part of what makes a command the same command, so it never changes. */
const route = 'POST /validation/v1/payments';

/** A payment request with everything around its body. */
export interface Submission {
  readonly request: CreatePaymentRequest;
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  readonly sourceIp: string | undefined;
  readonly receivedAt: Date;
}

/** Id of the payment that a request asks for: one for the same key, in either region. */
export function requestedPaymentId({
  request,
  idempotencyKey,
}: Pick<Submission, 'request' | 'idempotencyKey'>): string {
  return paymentIdOf(commandIdOf({ merchantId: request.merchant_id, route, idempotencyKey }));
}

/**
 * The command of a request: the same request with the same key always gives the same ids, in either region.
 *
 * A canary is never held for review: nobody would decide it, and it is to prove that payments are booked.
 */
export function paymentCommandOf(
  { request, idempotencyKey, correlationId, traceparent, receivedAt }: Submission,
  decision: Pick<Decision, 'outcome' | 'reasons'>,
): CreatePayment {
  const isCanary = request.merchant_id === canaryMerchantId;
  const commandId = commandIdOf({ merchantId: request.merchant_id, route, idempotencyKey });
  return {
    type: 'CreatePayment',
    commandId,
    paymentId: paymentIdOf(commandId),
    merchantId: request.merchant_id,
    amountMinor: request.amount_minor,
    currency: request.currency,
    ...(request.reference === undefined ? {} : { reference: request.reference }),
    ...(request.customer_id === undefined ? {} : { customerId: request.customer_id }),
    ...(request.metadata === undefined ? {} : { metadata: request.metadata }),
    ...(request.statement_descriptor === undefined ? {} : { statementDescriptor: request.statement_descriptor }),
    ...(request.capture === undefined ? {} : { capture: request.capture }),
    ...(request.hold_seconds === undefined ? {} : { holdSeconds: request.hold_seconds }),
    ...(decision.outcome === 'review' && !isCanary ? { review: [...codesOf(decision)] } : {}),
    ...(isCanary ? { canary: true } : {}),
    acceptedAt: receivedAt.toISOString(),
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

/** The answer to the merchant, the same at every repeat. */
export function acceptedPaymentOf(command: CreatePayment): AcceptedPayment {
  return {
    id: command.paymentId,
    status: 'accepted',
    merchant_id: command.merchantId,
    amount_minor: command.amountMinor,
    currency: command.currency,
    ...(command.reference === undefined ? {} : { reference: command.reference }),
    created_at: command.acceptedAt,
    links: { self: `/transactions/v1/payments/${command.paymentId}` },
  };
}
