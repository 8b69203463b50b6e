import { PageQuery, PaymentId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, completeUpTo, type OwnListDependencies } from './completeness.ts';
import { notBooked } from './not-booked.ts';

export interface ListOperationsDependencies extends OwnListDependencies {
  readonly ledger: Pick<LedgerReader, 'operations' | 'watermark'>;
}

/**
 * The function of `GET /transactions/v1/payments/{id}/operations`: a page of a payment's operations, oldest first.
 *
 * A booked payment has at least one.
 */
export function listOperationsRoute(dependencies: ListOperationsDependencies): HttpFunction {
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
      const upTo = await completeUpTo(dependencies);
      const page = await ledger.operations({ merchantId, paymentId: paymentId.data }, { cursor, pageMax: limit });
      if (page?.data.length === 0 && cursor === '') return notBooked(correlationId);
      return pageAnswer(
        page && asOf(page, upTo),
        `/transactions/v1/payments/${paymentId.data}/operations?limit=${limit}`,
        ageOf(upTo, now()),
      );
    },
  });
}
