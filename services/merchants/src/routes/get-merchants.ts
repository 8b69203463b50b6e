import { PageQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import { listMerchants } from '../list-merchants.ts';
import type { MerchantList } from '../merchant-store.ts';
import { wireMerchants } from '../wiring.ts';

/** The function of `GET /merchants/v1/merchants`. */
export function getMerchants({ merchants }: { readonly merchants: MerchantList }): HttpFunction {
  return httpHandler({
    access: 'operator',
    query: PageQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query, receivedAt }) {
      const page = await listMerchants(query, receivedAt, merchants);
      return pageAnswer(page, `/merchants/v1/merchants?limit=${query.limit}`);
    },
  });
}

export const handler = getMerchants({ merchants: wireMerchants() });
