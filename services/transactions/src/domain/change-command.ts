import {
  type ApproveRequest,
  type CaptureRequest,
  type ChangeCommand,
  commandIdOf,
  fingerprintOf,
  type RefundRequest,
  type RejectRequest,
  type VoidRequest,
} from '@redoubt/contracts';

/** The routes as documented: part of what makes a command the same command, so they never change. */
export const changeRoutes = {
  CapturePayment: 'POST /transactions/v1/payments/{id}/captures',
  VoidPayment: 'POST /transactions/v1/payments/{id}/voids',
  RefundPayment: 'POST /transactions/v1/payments/{id}/refunds',
  ApprovePayment: 'POST /transactions/v1/payments/{id}/approvals',
  RejectPayment: 'POST /transactions/v1/payments/{id}/rejections',
} as const satisfies Record<ChangeCommand['type'], string>;

/** Body of a request that changes a payment. */
export type ChangeBody = CaptureRequest | VoidRequest | RefundRequest | ApproveRequest | RejectRequest;

/** A request to change a payment. */
export interface ChangeRequest {
  readonly type: ChangeCommand['type'];
  readonly paymentId: string;
  readonly body: ChangeBody;
  /** Version that the payment must have. */
  readonly expectedVersion: number | undefined;
  readonly idempotencyKey: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  readonly receivedAt: Date;
}

/** The command of a request: the same request with the same key always gives the same id, in either region. */
export function changeCommandOf(request: ChangeRequest): ChangeCommand {
  const { type, paymentId, body, expectedVersion, idempotencyKey, correlationId, traceparent, receivedAt } = request;
  const amountMinor = 'amount_minor' in body ? body.amount_minor : undefined;
  return {
    type,
    commandId: commandIdOf({ merchantId: body.merchant_id, route: changeRoutes[type], idempotencyKey }),
    paymentId,
    merchantId: body.merchant_id,
    // The merchant's request itself, without its transport.
    fingerprint: fingerprintOf({ paymentId, body, expectedVersion }),
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
    acceptedAt: receivedAt.toISOString(),
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  } as ChangeCommand;
}
