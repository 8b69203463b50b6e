import { type CreatePaymentRequest, paymentFingerprintOf } from '@redoubt/contracts';
import type { RuleSet, Subject } from './domain/rule-set.ts';

/** What of a payment is counted, under a window in milliseconds. `lookalike` stands for the payment's own substance. */
export interface Sighting {
  readonly kind: Subject | 'lookalike';
  readonly value: string;
  readonly windowMs: number;
}

/** Who is seen in a payment. A merchant's customer ids mean nothing to another merchant, so that both are in the value. */
export function subjectsOf(
  { merchant_id, customer_id }: CreatePaymentRequest,
  sourceIp: string | undefined,
): readonly { readonly kind: Subject; readonly value: string }[] {
  return [
    { kind: 'merchant', value: merchant_id },
    ...(customer_id === undefined ? [] : [{ kind: 'customer' as const, value: `${merchant_id}/${customer_id}` }]),
    ...(sourceIp === undefined ? [] : [{ kind: 'ip' as const, value: sourceIp }]),
  ];
}

/**
 * All that is counted of a payment.
 *
 * A payment with neither reference nor customer looks like any other of its amount: that is no sign of a duplicate.
 */
export function sightingsOf(
  request: CreatePaymentRequest,
  sourceIp: string | undefined,
  { velocityWindowMs, lookalikeWindowMs }: RuleSet,
): readonly Sighting[] {
  const isTelling = request.reference !== undefined || request.customer_id !== undefined;
  return [
    ...subjectsOf(request, sourceIp).map((subject) => ({ ...subject, windowMs: velocityWindowMs })),
    ...(isTelling
      ? [{ kind: 'lookalike' as const, value: paymentFingerprintOf(request), windowMs: lookalikeWindowMs }]
      : []),
  ];
}
