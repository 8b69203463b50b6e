import { PaymentListQuery } from '@redoubt/contracts';
import { assertOwn, type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, completeUpTo, type OwnListDependencies } from './completeness.ts';
import { instantOf } from './instant-of.ts';

/** Payments read per page in search of a status: some ten milliseconds of the ledger's time. */
const scanMax = 10_000;

export interface ListPaymentsDependencies extends OwnListDependencies {
  readonly ledger: Pick<LedgerReader, 'payments' | 'watermark'>;
}

/** The function of `GET /transactions/v1/payments`: a page of a merchant's payments, those booked last first. */
export function listPaymentsRoute(dependencies: ListPaymentsDependencies): HttpFunction {
  const { ledger, keys, now } = dependencies;
  return httpHandler({
    access: { scope: 'payments:read' },
    keys,
    query: PaymentListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ principal, query: { cursor, ...query } }) {
      if (query.merchant_id !== undefined) assertOwn(principal, query.merchant_id);
      const filter = {
        merchantId: principal.merchantId,
        status: query.status,
        reference: query.reference,
        from: instantOf(query.booked_from),
        before: instantOf(query.booked_before),
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
