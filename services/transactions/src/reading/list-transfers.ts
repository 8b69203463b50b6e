import { PageQuery, PaymentId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { notBooked } from './not-booked.ts';

/** The function of `GET /transactions/v1/payments/{id}/transfers`: a page of a payment's transfers, oldest first. */
export function listTransfersRoute(ledger: Pick<LedgerReader, 'transfers' | 'payment'>): HttpFunction {
  return httpHandler({
    query: PageQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id }, query: { limit, cursor }, correlationId }) {
      const paymentId = PaymentId.safeParse(id);
      if (!paymentId.success) return notBooked(correlationId);
      const page = await ledger.transfers(paymentId.data, { cursor, pageMax: limit });
      // A rejected payment is booked and has none.
      if (page?.data.length === 0 && (await ledger.payment(paymentId.data)) === undefined) {
        return notBooked(correlationId);
      }
      return pageAnswer(page, `/transactions/v1/payments/${paymentId.data}/transfers?limit=${limit}`);
    },
  });
}
