import { MovementListQuery } from '@redoubt/contracts';
import { assertOwn, type HttpFunction, httpHandler, pageAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, completeUpTo, type OwnListDependencies } from './completeness.ts';
import { instantOf } from './instant-of.ts';

export interface ListMovementsDependencies extends OwnListDependencies {
  readonly ledger: Pick<LedgerReader, 'merchantTransfers' | 'merchantOperations' | 'watermark'>;
}

/** The function of a list by merchant and time, those recorded last first: `GET /transactions/v1/transfers`, `/captures`, `/refunds`. */
export function listMovementsRoute(
  list: 'transfers' | 'captures' | 'refunds',
  dependencies: ListMovementsDependencies,
): HttpFunction {
  const { ledger, keys, now } = dependencies;
  return httpHandler({
    access: { scope: 'payments:read' },
    keys,
    query: MovementListQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ principal, query: { cursor, ...query } }) {
      if (query.merchant_id !== undefined) assertOwn(principal, query.merchant_id);
      const filter = {
        merchantId: principal.merchantId,
        from: instantOf(query.recorded_from),
        before: instantOf(query.recorded_before),
      };
      const place = { cursor, pageMax: query.limit };
      const upTo = await completeUpTo(dependencies);
      const page =
        list === 'transfers'
          ? await ledger.merchantTransfers(filter, place)
          : await ledger.merchantOperations(list === 'captures' ? 'capture' : 'refund', filter, place);
      const self = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) if (value !== undefined) self.set(name, String(value));
      return pageAnswer(page && asOf(page, upTo), `/transactions/v1/${list}?${self}`, ageOf(upTo, now()));
    },
  });
}
