import { ProblemError } from '@redoubt/lambda-kit';
import type { Decision } from './domain/decide.ts';

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
