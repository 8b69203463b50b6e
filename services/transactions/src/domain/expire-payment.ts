import { fingerprintOf, uuidOf } from '@redoubt/contracts';

/**
 * Our own command to release what nobody captured in time. It is not journaled, because it was promised to nobody: what a
 * failover loses of it is found again by the next sweep.
 */
export interface ExpirePayment {
  readonly type: 'ExpirePayment';
  readonly commandId: string;
  readonly paymentId: string;
  readonly merchantId: string;
  readonly fingerprint: string;
  readonly acceptedAt: string;
  readonly correlationId: string;
}

/** The expiry of a payment's authorization; a payment has one, so it is always the same command. */
export function expirePayment(
  { paymentId, merchantId }: { readonly paymentId: string; readonly merchantId: string },
  acceptedAt: string,
): ExpirePayment {
  const commandId = uuidOf('expire', paymentId);
  const fingerprint = fingerprintOf({ paymentId });
  return { type: 'ExpirePayment', commandId, paymentId, merchantId, fingerprint, acceptedAt, correlationId: commandId };
}
