import type { JournalRecord } from '@redoubt/contracts';
import { FaultError, type Journal, type LeaseView, ProblemError, type RegionLease } from '@redoubt/lambda-kit';
import { isSameOutcome } from '../domain/is-same-outcome.ts';

export interface JournalAnswerDependencies {
  readonly journal: Pick<Journal, 'put'>;
  readonly lease: Pick<RegionLease, 'current'>;
}

/** The ledger's committed decision, and the answer to it. */
export type Decided = Pick<JournalRecord, 'command' | 'fingerprint' | 'response'> & {
  readonly outcome: NonNullable<JournalRecord['outcome']>;
};

/** In the journal, and so fit to answer. */
export interface JournaledAnswer {
  readonly record: Pick<JournalRecord, 'response' | 'outcome'>;
  /** It was journaled before, by an earlier try, here or in the other region. */
  readonly isReplay: boolean;
  /**
   * The journal says something else than this region's books: both regions have decided. The answer goes by the journal,
   * which was first; the books are what somebody must look at.
   */
  readonly hasDiverged: boolean;
}

/**
 * Journals command and outcome, after which the answer may be given.
 *
 * The lease is looked at again: a recovery may already have read the journal, and what comes later would not be in its
 * books.
 *
 * @throws ProblemError `idempotency_key_reused`
 * @throws FaultError `journal_unreachable` or `stale_epoch`: no answer may be given
 */
export async function journalAnswer(
  decided: Decided,
  { journal, lease }: JournalAnswerDependencies,
  { epoch, region }: LeaseView,
): Promise<JournaledAnswer> {
  const now = await lease.current();
  if (!now.isActive || now.epoch !== epoch) {
    throw new FaultError('stale_epoch', `${region} was active under epoch ${epoch} and is not any more`);
  }
  const put = await journal.put({ ...decided, epoch, region });
  switch (put.kind) {
    case 'recorded':
      return { record: decided, isReplay: false, hasDiverged: false };
    case 'replayed': {
      const { record } = put;
      const hasDiverged = record.outcome !== undefined && !isSameOutcome(record.outcome, decided.outcome);
      return { record, isReplay: true, hasDiverged };
    }
    case 'reused':
      throw keyReused();
  }
}

export function keyReused(): ProblemError {
  return new ProblemError('idempotency_key_reused', 'this key stands for another request; use a new one for this');
}
