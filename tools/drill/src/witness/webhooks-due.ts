import { followPayment } from './follow-payment.ts';
import { type BookedRequest, changesIn, paymentsIn } from './read-book.ts';
import type { Deed, Standing } from './standing.ts';

/** What merchants are told an operation is, in the words of the API. */
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
    return paymentIds.flatMap((paymentId) =>
      certainDeeds(standings).map(({ operation, version }) => {
        return { merchantId: intent.merchantId, paymentId, type: webhookTypeOf(operation), version };
      }),
    );
  });
}

/** What was done wherever a payment may stand. */
function certainDeeds(standings: readonly Standing[]): readonly Deed[] {
  const [first, ...others] = standings;
  return (first?.deeds ?? []).filter(({ operation, version }) =>
    others.every(({ deeds }) => deeds.some((deed) => deed.operation === operation && deed.version === version)),
  );
}
