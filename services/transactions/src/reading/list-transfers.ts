import { PageQuery, PaymentId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, type CompletenessDependencies, completeUpTo } from './completeness.ts';
import { notBooked } from './not-booked.ts';

export interface ListTransfersDependencies extends CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'transfers' | 'payment' | 'watermark'>;
}

/** The function of `GET /transactions/v1/payments/{id}/transfers`: a page of a payment's transfers, oldest first. */
export function listTransfersRoute(dependencies: ListTransfersDependencies): HttpFunction {
  const { ledger, now } = dependencies;
  return httpHandler({
    query: PageQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id }, query: { limit, cursor }, correlationId }) {
      const paymentId = PaymentId.safeParse(id);
      if (!paymentId.success) return notBooked(correlationId);
      const upTo = await completeUpTo(dependencies);
      const page = await ledger.transfers(paymentId.data, { cursor, pageMax: limit });
      // A rejected payment is booked and has none.
      if (page?.data.length === 0 && (await ledger.payment(paymentId.data)) === undefined) {
        return notBooked(correlationId);
      }
      return pageAnswer(
        page && asOf(page, upTo),
        `/transactions/v1/payments/${paymentId.data}/transfers?limit=${limit}`,
        ageOf(upTo, now()),
      );
    },
  });
}
