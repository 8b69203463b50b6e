import {
  type ApprovePayment,
  type CapturePayment,
  type ChangeCommand,
  type CreatePayment,
  commandIdOf,
  type DisputeReason,
  fingerprintOf,
  type LoseDispute,
  type OpenDispute,
  type RefundPayment,
  type RefundReason,
  type RejectPayment,
  type SubmitEvidence,
  type VoidPayment,
  type WinDispute,
} from '@redoubt/contracts';

interface Change {
  readonly key?: string;
  readonly amountMinor?: string;
  readonly merchantId?: string;
  readonly expectedVersion?: number;
  readonly acceptedAt?: string;
}

interface Refund extends Change {
  readonly reason?: RefundReason;
}

interface Capture extends Change {
  readonly final?: true;
}

interface Dispute extends Change {
  readonly reason?: DisputeReason;
  readonly by?: string;
}

interface Decision extends Omit<Change, 'amountMinor'> {
  readonly by?: string;
  readonly why?: string;
}

type Payment = Pick<CreatePayment, 'paymentId' | 'merchantId'>;

function aChange<T extends ChangeCommand['type']>(
  type: T,
  payment: Payment,
  { key = 'key-1', ...over }: Capture & Refund,
) {
  const merchantId = over.merchantId ?? payment.merchantId;
  return {
    type,
    commandId: commandIdOf({ merchantId, route: type, idempotencyKey: key }),
    paymentId: payment.paymentId,
    fingerprint: fingerprintOf({ paymentId: payment.paymentId, amountMinor: over.amountMinor, final: over.final }),
    acceptedAt: '2036-11-21T10:00:01.000Z',
    correlationId: `journey-${key}`,
    ...over,
    merchantId,
  };
}

/** Valid changes of a payment; the key makes it the same command or another one. */
export const aCapture = (payment: Payment, change: Capture = {}): CapturePayment =>
  aChange('CapturePayment', payment, change);
export const aVoid = (payment: Payment, change: Omit<Change, 'amountMinor'> = {}): VoidPayment =>
  aChange('VoidPayment', payment, change);
export const aRefund = (payment: Payment, change: Refund = {}): RefundPayment =>
  aChange('RefundPayment', payment, change);
export const anApproval = (payment: Payment, change: Decision = {}): ApprovePayment => ({
  by: 'ada',
  ...aChange('ApprovePayment', payment, change),
});
export const aRejection = (payment: Payment, change: Decision = {}): RejectPayment => ({
  by: 'ada',
  ...aChange('RejectPayment', payment, change),
});
export const aDispute = (payment: Payment, { reason = 'fraudulent', ...change }: Dispute = {}): OpenDispute => ({
  by: 'ada',
  ...aChange('OpenDispute', payment, change),
  reason,
});
export const evidenceOf = (payment: Payment, change: Omit<Change, 'amountMinor'> = {}): SubmitEvidence => ({
  ...aChange('SubmitEvidence', payment, change),
  evidence: 'signed for on the 21st',
});
export const aWin = (payment: Payment, change: Omit<Change, 'amountMinor'> = {}): WinDispute => ({
  by: 'ada',
  ...aChange('WinDispute', payment, change),
});
export const aLoss = (payment: Payment, change: Omit<Change, 'amountMinor'> = {}): LoseDispute => ({
  by: 'ada',
  ...aChange('LoseDispute', payment, change),
});
