import { StatementQuery } from '@redoubt/contracts';
import { assertOwn, FaultError, type HttpFunction, httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import type { LedgerReader } from '../adapters/ledger-reader.ts';
import { ageOf, asOf, completeUpTo, type OwnListDependencies } from './completeness.ts';

/**
 * How long a transaction may take to commit what it has recorded, in milliseconds. A writer's statement ends after 15 s and its
 * transaction after as much again; the recovery's after three times that.
 */
export const settlingMs = 60_000;

export interface ShowStatementDependencies extends OwnListDependencies {
  readonly ledger: Pick<LedgerReader, 'statement' | 'watermark'>;
}

/** The function of `GET /transactions/v1/statements`: what moved a merchant's balance between two times. */
export function showStatementRoute(dependencies: ShowStatementDependencies): HttpFunction {
  const { ledger, keys, now } = dependencies;
  return httpHandler({
    access: { scope: 'payments:read' },
    keys,
    query: StatementQuery,
    idempotencyKey: 'ignored',
    admits: 'any-region',
    async handle({ principal, query: { merchant_id: named, currency, ...query } }) {
      if (named !== undefined) assertOwn(principal, named);
      const [from, until] = [new Date(query.from), new Date(query.until)];
      if (from > until) throw new ProblemError('malformed_request', 'until must not be before from');
      // Before the ledger is read: what is final then is final in the answer.
      const isFinal = until.getTime() + settlingMs <= now().getTime() && (await isWriter(dependencies));
      const upTo = await completeUpTo(dependencies);
      const statement = await ledger.statement({
        merchantId: principal.merchantId,
        currency,
        from: from.toISOString(),
        until: until.toISOString(),
      });
      return jsonAnswer(200, asOf({ ...statement, is_final: isFinal }, upTo), ageOf(upTo, now()));
    },
  });
}

/** A replica has what was recorded a while later; a recovery is still recording. */
async function isWriter({ lease }: Pick<OwnListDependencies, 'lease'>): Promise<boolean> {
  try {
    const { isActive, canChange } = await lease.current();
    return isActive && canChange;
  } catch (error) {
    if (error instanceof FaultError) return false;
    throw error;
  }
}
