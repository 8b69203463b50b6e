import { CallerMerchantId } from '@redoubt/contracts';
import { type HttpFunction, httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, type CompletenessDependencies, completeUpTo } from './completeness.ts';

export interface ShowTermsDependencies extends CompletenessDependencies {
  readonly ledger: Pick<LedgerReader, 'merchantTerms' | 'watermark'>;
}

/** The function of `GET /transactions/v1/merchants/{id}/terms`: the terms that a merchant works under now. */
export function showTermsRoute(dependencies: ShowTermsDependencies): HttpFunction {
  const { ledger, now } = dependencies;
  return httpHandler({
    access: 'operator',
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ pathParameters: { id } }) {
      const merchantId = CallerMerchantId.safeParse(id);
      if (!merchantId.success) throw new ProblemError('not_found', 'a merchant is named by 3 to 64 letters and digits');
      const upTo = await completeUpTo(dependencies);
      return jsonAnswer(200, asOf(await ledger.merchantTerms(merchantId.data), upTo), ageOf(upTo, now()));
    },
  });
}
