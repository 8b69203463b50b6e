import { followPayment } from './follow-payment.ts';
import type { ExpectedOperation, PaymentState } from './payment-model.ts';
import { type BookedRequest, changesIn, paymentsIn } from './read-book.ts';

/** Webhook type of each operation. */
const webhookTypes: Readonly<Record<string, string>> = {
  hold_for_review: 'payment.held_for_review',
  approve_authorize: 'payment.authorized',
  approve_capture: 'payment.captured',
  authorize: 'payment.authorized',
  capture: 'payment.captured',
  partial_capture: 'payment.partially_captured',
  void: 'payment.voided',
  refund: 'payment.refunded',
  partial_refund: 'payment.partially_refunded',
  reject: 'payment.rejected',
} satisfies Readonly<Record<ExpectedOperation['operation'], string>>;

/** Webhook type of an operation; an unknown operation keeps its name. */
export function webhookTypeOf(operation: string): string {
  return webhookTypes[operation] ?? operation;
}

/** A webhook that each endpoint of the merchant must receive. */
export interface DueWebhook {
  readonly merchantId: string;
  /** When its payment was requested. */
  readonly requestedAtMs: number;
  readonly paymentId: string;
  readonly type: string;
  readonly version: number;
}

/** Webhooks that are certainly due by the book alone. */
export function webhooksDue(requests: readonly BookedRequest[]): readonly DueWebhook[] {
  const changes = Map.groupBy(changesIn(requests), ({ change }) => change.reference);
  return paymentsIn(requests).flatMap((payment) => {
    const { intent, paymentIds, requestedAtMs } = payment;
    const { states } = followPayment(payment, changes.get(intent.reference) ?? []);
    return paymentIds.flatMap((paymentId) =>
      certainOperations(states).map(({ operation, version }) => {
        return { merchantId: intent.merchantId, requestedAtMs, paymentId, type: webhookTypeOf(operation), version };
      }),
    );
  });
}

/** Operations that are in every state the payment may have. */
function certainOperations(states: readonly PaymentState[]): readonly ExpectedOperation[] {
  const [first, ...others] = states;
  return (first?.operations ?? []).filter(({ operation, version }) =>
    others.every(({ operations }) =>
      operations.some((other) => other.operation === operation && other.version === version),
    ),
  );
}
