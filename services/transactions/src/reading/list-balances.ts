import { type HttpFunction, httpHandler, jsonAnswer } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { assertOwnMerchant } from './assert-own-merchant.ts';
import { ageOf, asOf, completeUpTo, type OwnListDependencies } from './completeness.ts';

export interface ListBalancesDependencies extends OwnListDependencies {
  readonly ledger: Pick<LedgerReader, 'balances' | 'watermark'>;
}

/**
 * The function of `GET /transactions/v1/merchants/{id}/balances`: a merchant's balances by currency.
 *
 * The ledger knows merchants by their accounts alone: one that never took a payment has none.
 */
export function listBalancesRoute(dependencies: ListBalancesDependencies): HttpFunction {
  const { ledger, keys, now } = dependencies;
  return httpHandler({
    access: { scope: 'payments:read' },
    keys,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id }, principal }) {
      assertOwnMerchant(principal, id);
      const { merchantId } = principal;
      const upTo = await completeUpTo(dependencies);
      return jsonAnswer(200, asOf(await ledger.balances(merchantId), upTo), ageOf(upTo, now()));
    },
  });
}
