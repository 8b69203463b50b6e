import { PaymentId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, versionedAnswer } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';
import { notBooked } from './not-booked.ts';

/**
 * The function of `GET /transactions/v1/payments/{id}`: a payment as the ledger knows it; its version is its ETag.
 *
 * Answers in the region that has the writer; elsewhere the Data API refuses reads too, and the answer is 503.
 *
 * A payment that is accepted and not yet booked is not found: its id does not lead back to its place in the journal. The
 * answer says when to ask again, because that is what a client meets who asks right after the 202.
 */
export function viewPaymentRoute(ledger: Pick<Ledger, 'payment'>): HttpFunction {
  return httpHandler({
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id }, ifNoneMatch, correlationId }) {
      const paymentId = PaymentId.safeParse(id);
      const payment = paymentId.success ? await ledger.payment(paymentId.data) : undefined;
      if (payment === undefined) return notBooked(correlationId);
      return versionedAnswer(payment, { etag: `"${payment.version}"`, ifNoneMatch });
    },
  });
}
