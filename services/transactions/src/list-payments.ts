import { PaymentListQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';
import { pageAnswer } from './page-answer.ts';

/** The function of `GET /transactions/v1/payments`: a page of a merchant's payments, newest first. */
export function listPaymentsRoute(ledger: Pick<Ledger, 'payments'>): HttpFunction {
  return httpHandler({
    query: PaymentListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query: { merchant_id: merchantId, limit, cursor } }) {
      const page = await ledger.payments(merchantId, { cursor, pageMax: limit });
      return pageAnswer(page, `/transactions/v1/payments?merchant_id=${merchantId}&limit=${limit}`);
    },
  });
}
