import { CallerMerchantId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';

/**
 * The function of `GET /transactions/v1/merchants/{id}/balances`: a merchant's balances by currency.
 *
 * The ledger knows merchants by their accounts alone: one that never took a payment has none.
 */
export function listBalancesRoute(ledger: Pick<LedgerReader, 'balances'>): HttpFunction {
  return httpHandler({
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id } }) {
      const merchantId = CallerMerchantId.safeParse(id);
      if (!merchantId.success) throw new ProblemError('not_found', 'a merchant is named by 3 to 64 letters and digits');
      return jsonAnswer(200, await ledger.balances(merchantId.data));
    },
  });
}
