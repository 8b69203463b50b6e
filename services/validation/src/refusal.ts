import { ProblemError } from '@redoubt/lambda-kit';
import type { Decision } from './domain/decide.ts';

/** The problem for a merchant that gets no new payments. */
export function closedRefusal(): ProblemError {
  return new ProblemError(
    'merchant_closed',
    'a closed merchant gets no new payments; what it has can be shown and given back',
  );
}

/** The problem for a payment that breaks hard rules: each of them, with what is allowed. */
export function refusalOf({ reasons, rulesetVersion }: Decision): ProblemError {
  const hard = reasons.filter(({ severity }) => severity === 'hard');
  const overLimit = hard.find(({ code }) => code === 'amount_over_limit');
  return new ProblemError(
    overLimit === undefined ? 'payment_refused' : 'amount_over_limit',
    overLimit?.detail ?? `refused by the rules of ${rulesetVersion}; see the reasons`,
    hard.map(({ pointer, code, detail }) => ({ pointer, code, detail })),
  );
}
