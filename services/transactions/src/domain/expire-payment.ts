import { fingerprintOf, uuidOf } from '@redoubt/contracts';

/**
 * Our own command to release what nobody captured in time, or to end a review that nobody decided. It is not journaled, because it was promised to nobody: what a
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

/** The end of a payment's term. A review and the authorization after it have a term each, and so a command each. */
export function expirePayment(
  {
    paymentId,
    merchantId,
    expiresAt,
  }: { readonly paymentId: string; readonly merchantId: string; readonly expiresAt: string },
  acceptedAt: string,
): ExpirePayment {
  const commandId = uuidOf('expire', paymentId, expiresAt);
  const fingerprint = fingerprintOf({ paymentId, expiresAt });
  return { type: 'ExpirePayment', commandId, paymentId, merchantId, fingerprint, acceptedAt, correlationId: commandId };
}
