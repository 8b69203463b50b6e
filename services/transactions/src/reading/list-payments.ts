import { PaymentListQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, type CompletenessDependencies, completeUpTo } from './completeness.ts';

/** Payments read per page in search of a status: some ten milliseconds of the ledger's time. */
const scanMax = 10_000;

export interface ListPaymentsDependencies extends CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'payments' | 'watermark'>;
}

/** The function of `GET /transactions/v1/payments`: a page of a merchant's payments, newest first. */
export function listPaymentsRoute(dependencies: ListPaymentsDependencies): HttpFunction {
  const { ledger, now } = dependencies;
  return httpHandler({
    query: PaymentListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query: { cursor, ...query } }) {
      const filter = {
        merchantId: query.merchant_id,
        status: query.status,
        from: instantOf(query.created_from),
        before: instantOf(query.created_before),
        scanMax,
      };
      const upTo = await completeUpTo(dependencies);
      const page = await ledger.payments(filter, { cursor, pageMax: query.limit });
      const self = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) if (value !== undefined) self.set(name, String(value));
      return pageAnswer(page && asOf(page, upTo), `/transactions/v1/payments?${self}`, ageOf(upTo, now()));
    },
  });
}

/** One text per instant: a cursor is valid for the filter that it was made for, however its times are written. */
function instantOf(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
