import { type CreatePaymentRequest, paymentFingerprintOf } from '@redoubt/contracts';
import type { RuleSet, Subject } from './rule-set.ts';

/** One thing that is counted within a window, in milliseconds. `lookalike` counts payments of the same content. */
export interface Sighting {
  readonly kind: Subject | 'lookalike';
  readonly value: string;
  readonly windowMs: number;
  /** Id of the request that is counted, where it must not count against itself when it is repeated. */
  readonly by?: string;
}

/** The subjects of a payment. Customer ids are a merchant's own, so the value holds both. */
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
 * A payment with neither reference nor customer looks like any other of its amount: that is no sign of a duplicate. A customer id
 * that stands for whoever has none is no customer: it makes no payment look like another, and is not counted.
 */
export function sightingsOf(
  {
    request,
    sourceIp,
    requestId,
  }: { readonly request: CreatePaymentRequest; readonly sourceIp: string | undefined; readonly requestId: string },
  { velocityWindowMs, lookalikeWindowMs, placeholderCustomers = [] }: RuleSet,
): readonly Sighting[] {
  const isPlaceholder = placeholderCustomers.includes(request.customer_id?.toLowerCase() ?? '');
  const isTelling = request.reference !== undefined || (request.customer_id !== undefined && !isPlaceholder);
  const counted = subjectsOf(request, sourceIp).filter(({ kind }) => kind !== 'customer' || !isPlaceholder);
  return [
    ...counted.map((subject) => ({ ...subject, windowMs: velocityWindowMs })),
    ...(isTelling
      ? [
          {
            kind: 'lookalike' as const,
            value: paymentFingerprintOf(request),
            windowMs: lookalikeWindowMs,
            by: requestId,
          },
        ]
      : []),
  ];
}
