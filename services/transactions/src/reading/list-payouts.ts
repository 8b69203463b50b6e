import { PageQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { assertOwnMerchant } from './assert-own-merchant.ts';
import { ageOf, asOf, completeUpTo, type OwnListDependencies } from './completeness.ts';

export interface ListPayoutsDependencies extends OwnListDependencies {
  readonly ledger: Pick<LedgerReader, 'payouts' | 'watermark'>;
}

/** The function of `GET /transactions/v1/merchants/{id}/payouts`: a page of a merchant's payouts, the newest day first. */
export function listPayoutsRoute(dependencies: ListPayoutsDependencies): HttpFunction {
  const { ledger, keys, now } = dependencies;
  return httpHandler({
    access: { scope: 'payments:read' },
    keys,
    query: PageQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id }, principal, query: { limit, cursor } }) {
      assertOwnMerchant(principal, id);
      const { merchantId } = principal;
      const upTo = await completeUpTo(dependencies);
      const page = await ledger.payouts(merchantId, { cursor, pageMax: limit });
      const path = `/transactions/v1/merchants/${merchantId}/payouts?limit=${limit}`;
      return pageAnswer(page && asOf(page, upTo), path, ageOf(upTo, now()));
    },
  });
}
