import { PageQuery } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, type CompletenessDependencies, completeUpTo } from './completeness.ts';

export interface ListBlocklistDependencies extends CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'blocklist' | 'watermark'>;
}

/** The function of `GET /transactions/v1/blocklist`: whom payments are refused, by entry. */
export function listBlocklistRoute(dependencies: ListBlocklistDependencies): HttpFunction {
  const { ledger, now } = dependencies;
  return httpHandler({
    access: 'operator',
    query: PageQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ query: { limit, cursor } }) {
      const upTo = await completeUpTo(dependencies);
      const page = await ledger.blocklist({ cursor, pageMax: limit });
      return pageAnswer(page && asOf(page, upTo), `/transactions/v1/blocklist?limit=${limit}`, ageOf(upTo, now()));
    },
  });
}
