import { type ChangeCommand, ChangeOutcome, type JournalRecord } from '@redoubt/contracts';
import { FaultError, type Journal, type LeaseView, ProblemError, type RegionLease } from '@redoubt/lambda-kit';
import type { Ledger } from './adapters/ledger.ts';
import { changeResponseOf } from './domain/change-response.ts';
import type { OutboxEntry } from './ledger-answers.ts';

export interface ChangePorts {
  readonly ledger: Pick<Ledger, 'change'>;
  readonly journal: Pick<Journal, 'read' | 'put'>;
  readonly lease: Pick<RegionLease, 'current'>;
}

/** An answer that is in the journal, and so may be given. */
export interface AnsweredChange {
  readonly response: JournalRecord['response'];
  /** Version of the payment that the answer speaks of. */
  readonly version: number;
  /** The answer was journaled before: by an earlier try, here or in the other region. */
  readonly isReplay: boolean;
  /** What is committed and not announced yet. */
  readonly events: readonly OutboxEntry[];
}

/**
 * Changes a payment: the ledger decides and commits, command and outcome are journaled, and only then there is an answer.
 *
 * The journal is asked first: a key that was answered in a region that is lost keeps its answer, and the ledger must not
 * decide it again before the recovery has brought it back.
 *
 * A try that ends between commit and journal has told nobody anything. The next one finds the outcome in the ledger's
 * inbox and journals it; or, if the region was lost with it, decides anew.
 *
 * @throws ProblemError `not_found` or `idempotency_key_reused`
 * @throws FaultError `journal_unreachable`, `writer_unreachable`, `epoch_not_open` or `stale_epoch`: no answer may be
 * given; the same request with the same key is safe in either region
 */
export async function changePayment(
  command: ChangeCommand,
  { ledger, journal, lease }: ChangePorts,
  view: LeaseView,
): Promise<AnsweredChange> {
  const earlier = await journal.read(command.commandId);
  if (earlier !== undefined) return repeat(earlier, command, []);
  if (view.mode === 'recovering') {
    throw new FaultError(
      'epoch_not_open',
      `the ledger in ${view.region} does not take writes of epoch ${view.epoch} yet`,
    );
  }

  const { epoch, region } = view;
  const answer = await ledger.change(command, { epoch, originRegion: region });
  switch (answer.outcome) {
    case 'not_found':
      throw new ProblemError('not_found', 'no payment of this id is booked for this merchant');
    case 'key_reused':
      throw keyReused();
    case 'epoch_not_recovered':
      throw new FaultError(
        'epoch_not_open',
        `changes answered before epoch ${epoch} are still being brought back in ${region}`,
      );
    case 'stale_epoch':
    case 'epoch_not_open':
      throw new FaultError(answer.outcome, `the ledger is at epoch ${answer.epoch}, this region's lease at ${epoch}`);
  }

  // Strips what is not the outcome.
  const outcome = ChangeOutcome.parse(answer);
  const response = changeResponseOf(command, outcome);
  const now = await lease.current();
  if (!now.isActive || now.epoch !== epoch) {
    // A recovery may already have read the journal: what comes later would not be in its books.
    throw new FaultError('stale_epoch', `${region} was active under epoch ${epoch} and is not any more`);
  }
  const { fingerprint } = command;
  const put = await journal.put({ command, fingerprint, outcome, epoch, region, response });
  switch (put.kind) {
    case 'recorded':
      return { response, version: outcome.version, isReplay: false, events: answer.events };
    case 'replayed':
      return repeat(put.record, command, answer.events);
    case 'reused':
      throw keyReused();
  }
}

function repeat(
  { outcome, response, fingerprint }: JournalRecord,
  command: ChangeCommand,
  events: readonly OutboxEntry[],
): AnsweredChange {
  if (fingerprint !== command.fingerprint) throw keyReused();
  if (outcome === undefined || outcome.outcome === 'created') {
    throw new Error(`command ${command.commandId} is journaled without the outcome of a change`);
  }
  return { response, version: outcome.version, isReplay: true, events };
}

function keyReused(): ProblemError {
  return new ProblemError('idempotency_key_reused', 'this key stands for another request; use a new one for this');
}
