import {
  type ApprovePayment,
  type CapturePayment,
  type ChangeCommand,
  type CreatePayment,
  commandIdOf,
  fingerprintOf,
  type RefundPayment,
  type RejectPayment,
  type VoidPayment,
} from '@redoubt/contracts';

interface Change {
  readonly key?: string;
  readonly amountMinor?: string;
  readonly merchantId?: string;
  readonly expectedVersion?: number;
  readonly acceptedAt?: string;
}

type Payment = Pick<CreatePayment, 'paymentId' | 'merchantId'>;

function aChange<T extends ChangeCommand['type']>(type: T, payment: Payment, { key = 'key-1', ...over }: Change) {
  const merchantId = over.merchantId ?? payment.merchantId;
  return {
    type,
    commandId: commandIdOf({ merchantId, route: type, idempotencyKey: key }),
    paymentId: payment.paymentId,
    fingerprint: fingerprintOf({ paymentId: payment.paymentId, amountMinor: over.amountMinor }),
    acceptedAt: '2036-11-21T10:00:01.000Z',
    correlationId: `journey-${key}`,
    ...over,
    merchantId,
  };
}

/** Valid changes of a payment; the key makes it the same command or another one. */
export const aCapture = (payment: Payment, change: Change = {}): CapturePayment =>
  aChange('CapturePayment', payment, change);
export const aVoid = (payment: Payment, change: Omit<Change, 'amountMinor'> = {}): VoidPayment =>
  aChange('VoidPayment', payment, change);
export const aRefund = (payment: Payment, change: Change = {}): RefundPayment =>
  aChange('RefundPayment', payment, change);
export const anApproval = (payment: Payment, change: Omit<Change, 'amountMinor'> = {}): ApprovePayment =>
  aChange('ApprovePayment', payment, change);
export const aRejection = (payment: Payment, change: Omit<Change, 'amountMinor'> = {}): RejectPayment =>
  aChange('RejectPayment', payment, change);
