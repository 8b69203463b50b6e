import { followPayment } from './follow-payment.ts';
import { type BookedRequest, changesIn, paymentsIn } from './read-book.ts';
import type { Deed } from './standing.ts';

/** What merchants are told an operation is, in the words of the API. */
const webhookTypes: Readonly<Record<string, string>> = {
  authorize: 'payment.authorized',
  capture: 'payment.captured',
  partial_capture: 'payment.partially_captured',
  void: 'payment.voided',
  refund: 'payment.refunded',
  partial_refund: 'payment.partially_refunded',
  reject: 'payment.rejected',
} satisfies Readonly<Record<Deed['operation'], string>>;

/** Type of the webhook that tells of an operation; one that the drill does not know is named as it is. */
export function webhookTypeOf(operation: string): string {
  return webhookTypes[operation] ?? operation;
}

/** A webhook that each endpoint of the merchant must get. */
export interface DueWebhook {
  readonly merchantId: string;
  readonly paymentId: string;
  readonly type: string;
  readonly version: number;
}

/** Every webhook that is certain to be due by the book alone. */
export function webhooksDue(requests: readonly BookedRequest[]): readonly DueWebhook[] {
  const changes = Map.groupBy(changesIn(requests), ({ change }) => change.reference);
  return paymentsIn(requests).flatMap((payment) => {
    const { intent, paymentIds } = payment;
    const { standings } = followPayment(payment, changes.get(intent.reference) ?? []);
    // Where a payment may stand in several places, what was done in each of them is the least.
    const [certain] = standings.toSorted((left, right) => left.deeds.length - right.deeds.length);
    return paymentIds.flatMap((paymentId) =>
      (certain?.deeds ?? []).map(({ operation, version }) => {
        return { merchantId: intent.merchantId, paymentId, type: webhookTypeOf(operation), version };
      }),
    );
  });
}
