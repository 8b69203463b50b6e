import { fingerprintOf, uuidOf } from '@redoubt/contracts';

/**
 * Ends an authorization or a review whose term is over. It is not journaled, because nobody was promised it: after a failover
 * the next sweep finds the payment again.
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

/** A review and the authorization after it have a term each, and so a command each. */
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
