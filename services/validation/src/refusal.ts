import { ProblemError } from '@redoubt/lambda-kit';
import { cardDataIn } from './domain/card-data.ts';
import type { Decision } from './domain/decide.ts';

/**
 * Refuses a body that holds what could be a card number, before anything of it is stored or logged.
 *
 * @throws ProblemError `malformed_request`
 */
export function refuseCardData(body: unknown): void {
  const pointer = cardDataIn(body);
  if (pointer === undefined) return;
  throw new ProblemError('malformed_request', 'card data is not accepted here', [
    { pointer, code: 'card_number', detail: 'looks like a card number; send your own id' },
  ]);
}

/** What a client is told of a payment that broke a hard rule: every such rule, and what would be allowed. */
export function refusalOf({ reasons, rulesetVersion }: Decision): ProblemError {
  const hard = reasons.filter(({ severity }) => severity === 'hard');
  const overLimit = hard.find(({ code }) => code === 'amount_over_limit');
  return new ProblemError(
    overLimit === undefined ? 'payment_refused' : 'amount_over_limit',
    overLimit?.detail ?? `refused by the rules of ${rulesetVersion}; see the reasons`,
    hard.map(({ pointer, code, detail }) => ({ pointer, code, detail })),
  );
}
