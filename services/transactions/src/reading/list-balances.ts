import { CallerMerchantId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, type CompletenessDependencies, completeUpTo } from './completeness.ts';

export interface ListBalancesDependencies extends CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'balances' | 'watermark'>;
}

/**
 * The function of `GET /transactions/v1/merchants/{id}/balances`: a merchant's balances by currency.
 *
 * The ledger knows merchants by their accounts alone: one that never took a payment has none.
 */
export function listBalancesRoute(dependencies: ListBalancesDependencies): HttpFunction {
  const { ledger, now } = dependencies;
  return httpHandler({
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id } }) {
      const merchantId = CallerMerchantId.safeParse(id);
      if (!merchantId.success) throw new ProblemError('not_found', 'a merchant is named by 3 to 64 letters and digits');
      const upTo = await completeUpTo(dependencies);
      return jsonAnswer(200, asOf(await ledger.balances(merchantId.data), upTo), ageOf(upTo, now()));
    },
  });
}
