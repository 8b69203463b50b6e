import { PageQuery, PaymentId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, completeUpTo, type OwnListDependencies } from './completeness.ts';
import { notBooked } from './not-booked.ts';

export interface ListTransfersDependencies extends OwnListDependencies {
  readonly ledger: Pick<LedgerReader, 'transfers' | 'payment' | 'watermark'>;
}

/** The function of `GET /transactions/v1/payments/{id}/transfers`: a page of a payment's transfers, oldest first. */
export function listTransfersRoute(dependencies: ListTransfersDependencies): HttpFunction {
  const { ledger, keys, now } = dependencies;
  return httpHandler({
    access: { scope: 'payments:read' },
    keys,
    query: PageQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id }, principal: { merchantId }, query: { limit, cursor }, correlationId }) {
      const paymentId = PaymentId.safeParse(id);
      if (!paymentId.success) return notBooked(correlationId);
      const payment = { merchantId, paymentId: paymentId.data };
      const upTo = await completeUpTo(dependencies);
      const page = await ledger.transfers(payment, { cursor, pageMax: limit });
      // A rejected payment is booked and has none.
      if (page?.data.length === 0 && (await ledger.payment(payment)) === undefined) {
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
